using ClipGrid.EndToEnd.Tests.Processes;
using k8s;
using k8s.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>What Helm makes of the chart, read by Kubernetes' models; a field that they do not know is an error.</summary>
internal sealed class RenderedChart
{
    /// <summary>The release's name, which names of objects begin with.</summary>
    public const string Release = "clipgrid";

    /// <summary>The namespace that it is rendered for.</summary>
    public const string Namespace = "grids";

    private static readonly Dictionary<string, Type> OwnTypes = new() { ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(ServiceMonitor) };

    private RenderedChart(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects) => Objects = objects;

    /// <summary>Values files that are rendered in tests; the first one is the chart's own defaults.</summary>
    public static TheoryData<string> ValuesFiles => ["", "azure", "full", "small"];

    /// <summary>All objects, in the order of Helm's output.</summary>
    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    /// <summary>Each workload's name and pod.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Pod)> Workloads =>
        Of<V1StatefulSet>().Select(set => (set.Name(), set.Spec.Template)).Concat(Of<V1Deployment>().Select(deployment => (deployment.Name(), deployment.Spec.Template)));

    /// <summary>Renders with <paramref name="values"/> of <c>infra/k8s/values</c>, if any, and <c>--set</c> of each of <paramref name="set"/>.</summary>
    public static async Task<RenderedChart> RenderAsync(string values, CancellationToken cancel, params string[] set)
    {
        ChildResult rendered = await HelmProgram.RunAsync(["template", Release, HelmProgram.Chart, "--namespace", Namespace, .. Arguments(values, set)], cancel);
        Assert.True(rendered.ExitCode == 0, rendered.ToString());
        return new RenderedChart([.. KubernetesYaml.LoadAllFromString(rendered.Output, OwnTypes, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()]);
    }

    /// <summary>Helm's arguments for a values file and single values.</summary>
    public static IEnumerable<string> Arguments(string values, params string[] set) =>
        [.. values.Length > 0 ? ["--values", Built.Root($"infra/k8s/values/{values}.yaml")] : Array.Empty<string>(), .. set.SelectMany(value => new[] { "--set", value })];

    /// <summary>The objects of a kind.</summary>
    public IEnumerable<T> Of<T>() => Objects.OfType<T>();

    /// <summary>The one object of a kind with a name.</summary>
    public T Of<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => Of<T>().Single(one => one.Name() == name);

    /// <summary>The pod of a workload.</summary>
    public V1PodTemplateSpec Pod(string component) => Workloads.Single(workload => workload.Name == $"{Release}-{component}").Pod;

    /// <summary>The names of the pods that have all of <paramref name="labels"/>.</summary>
    public IEnumerable<string> Selected(IDictionary<string, string> labels) =>
        from workload in Workloads
        where labels.All(label => workload.Pod.Metadata.Labels.TryGetValue(label.Key, out string? value) && value == label.Value)
        select workload.Name;
}
