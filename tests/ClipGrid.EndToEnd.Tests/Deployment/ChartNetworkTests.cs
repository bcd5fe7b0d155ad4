using k8s.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>Who reaches whom, by the chart's network policies.</summary>
public sealed class ChartNetworkTests
{
    private const string Own = RenderedChart.Namespace;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("index", "trainer", 11111, true)]
    [InlineData("trainer", "index", 11111, true)]
    [InlineData("gpu", "index", 11111, true)]
    [InlineData("index", "gpu", 30000, true)]
    [InlineData("web", "index", 30000, true)]
    [InlineData("web", "index", 11111, false)]
    [InlineData("web", "index", 9090, false)]
    [InlineData("index", "web", 8080, false)]
    [InlineData("trainer", "web", 9090, false)]
    public async Task Pod_ToAnother_ReachesWhatItNeeds(string from, string to, int port, bool reaches)
    {
        RenderedChart chart = await RenderedChart.RenderAsync("full", Cancel);

        // Each end by itself holds: neither relies on the other's policy.
        Assert.Equal(reaches, NetworkReach.Comes(chart, chart.Pod(from).Metadata.Labels, Own, chart.Pod(to), port));
        Assert.Equal(reaches, NetworkReach.Goes(chart, chart.Pod(from), chart.Pod(to).Metadata.Labels, port));
    }

    [Theory]
    [InlineData(Own, "index", 11111, false)]
    [InlineData(Own, "index", 30000, false)]
    [InlineData(Own, "index", 9090, false)]
    [InlineData(Own, "web", 8080, false)]
    [InlineData("monitoring", "index", 9090, true)]
    [InlineData("monitoring", "web", 9090, true)]
    [InlineData("monitoring", "index", 11111, false)]
    [InlineData("monitoring", "index", 30000, false)]
    [InlineData("monitoring", "web", 8080, false)]
    [InlineData("ingress-nginx", "web", 8080, true)]
    [InlineData("ingress-nginx", "web", 9090, false)]
    [InlineData("ingress-nginx", "index", 30000, false)]
    [InlineData("applications", "index", 30000, true)]
    [InlineData("applications", "index", 11111, false)]
    [InlineData("elsewhere", "index", 30000, false)]
    public async Task Stranger_ToAPod_ReachesOnlyWhatIsForIt(string from, string to, int port, bool reaches)
    {
        RenderedChart chart = await RenderedChart.RenderAsync("full", Cancel);

        Assert.Equal(reaches, NetworkReach.Comes(chart, new Dictionary<string, string> { ["app"] = "stranger" }, from, chart.Pod(to), port));
    }

    [Theory]
    [InlineData("", "silo", "53 6379 443 11111 30000")]
    [InlineData("", "web", "53 30000")]
    [InlineData("azure", "silo", "53 10000 443 11111 30000")]
    [InlineData("azure", "web", "53 30000")]
    [InlineData("full", "silo", "53 5432 443 4317 11111 30000")]
    [InlineData("full", "web", "53 443 4317 30000")]
    public async Task Pod_Outwards_GoesToThesePortsOnly(string values, string tier, string ports)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);
        V1NetworkPolicy policy = chart.Of<V1NetworkPolicy>($"clipgrid-{tier}");

        Assert.Equal(["Ingress", "Egress"], policy.Spec.PolicyTypes);
        Assert.All(policy.Spec.Egress, rule => Assert.NotEmpty(rule.To));
        Assert.Equal(
            ports.Split(' ').Order(StringComparer.Ordinal),
            policy.Spec.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value).Distinct().Order(StringComparer.Ordinal));
        // The address at which clouds hand out what a machine may do.
        Assert.All(policy.Spec.Egress.SelectMany(rule => rule.To).Where(peer => peer.IpBlock?.Cidr == "0.0.0.0/0"), peer => Assert.Equal(["169.254.0.0/16"], peer.IpBlock.Except));
    }

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Policies_WithEachValuesFile_HoldEveryPod(string values)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);

        Assert.All(chart.Workloads, workload => Assert.Single(chart.Of<V1NetworkPolicy>(), policy => chart.Selected(policy.Spec.PodSelector.MatchLabels).Contains(workload.Name)));
        Assert.All(chart.Of<V1NetworkPolicy>(), policy => Assert.All(policy.Spec.Ingress, rule => Assert.NotEmpty(rule.FromProperty)));
    }

    public static TheoryData<string> ValuesFiles => RenderedChart.ValuesFiles;
}
