using k8s.Models;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>What network policies let through. Selectors by labels only; addresses are nobody's pod.</summary>
internal static class NetworkReach
{
    /// <summary>Whether a pod with these labels in that namespace may come to <paramref name="to"/>.</summary>
    public static bool Comes(RenderedChart chart, IDictionary<string, string> from, string fromNamespace, V1PodTemplateSpec to, int port) =>
        Policies(chart, to).SelectMany(policy => policy.Spec.Ingress).Any(rule =>
            rule.Ports.Any(open => open.Port.Value == $"{port}") && rule.FromProperty.Any(peer => IsPeer(peer, from, fromNamespace)));

    /// <summary>Whether <paramref name="from"/> may go to a pod with these labels in its own namespace.</summary>
    public static bool Goes(RenderedChart chart, V1PodTemplateSpec from, IDictionary<string, string> to, int port) =>
        Policies(chart, from).SelectMany(policy => policy.Spec.Egress).Any(rule =>
            rule.Ports.Any(open => open.Port.Value == $"{port}") && rule.To.Any(peer => IsPeer(peer, to, RenderedChart.Namespace)));

    private static IEnumerable<V1NetworkPolicy> Policies(RenderedChart chart, V1PodTemplateSpec pod) =>
        chart.Of<V1NetworkPolicy>().Where(policy => Matches(policy.Spec.PodSelector, pod.Metadata.Labels));

    // Without a selector of namespaces, pods of the policy's own are meant.
    private static bool IsPeer(V1NetworkPolicyPeer peer, IDictionary<string, string> labels, string itsNamespace) =>
        peer.IpBlock is null
        && (peer.PodSelector is null || Matches(peer.PodSelector, labels))
        && (peer.NamespaceSelector is null ? itsNamespace == RenderedChart.Namespace : Matches(peer.NamespaceSelector, new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = itsNamespace }));

    private static bool Matches(V1LabelSelector selector, IDictionary<string, string> labels) =>
        selector.MatchExpressions is null && selector.MatchLabels.All(label => labels.TryGetValue(label.Key, out string? value) && value == label.Value);
}
