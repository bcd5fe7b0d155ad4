using ClipGrid.EndToEnd.Tests.Processes;
using k8s.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The Helm chart is a chart, its objects are Kubernetes', and they fit together.</summary>
public sealed class ChartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ValuesFiles => RenderedChart.ValuesFiles;

    [Fact]
    public void ValuesFiles_InTheRepository_AreAllRendered() =>
        Assert.Equal(
            Directory.GetFiles(Built.Root("infra/k8s/values")).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
            ValuesFiles.Select(row => row.Data).Where(name => name.Length > 0).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Lint_WithEachValuesFile_FindsNothing(string values)
    {
        ChildResult lint = await HelmProgram.RunAsync(["lint", HelmProgram.Chart, "--strict", .. RenderedChart.Arguments(values)], Cancel);

        Assert.True(lint.ExitCode == 0, lint.ToString());
        Assert.DoesNotContain("[WARNING]", lint.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "index trainer web")]
    [InlineData("azure", "gpu index trainer web")]
    [InlineData("full", "gpu index trainer web")]
    [InlineData("small", "index web")]
    public async Task Render_WithEachValuesFile_MakesThePartsAskedForWithABudgetEach(string values, string expected)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);
        string[] names = [.. expected.Split(' ').Select(component => $"{RenderedChart.Release}-{component}")];

        Assert.Equal(names, chart.Workloads.Select(workload => workload.Name).Order(StringComparer.Ordinal));
        Assert.Equal(names, chart.Of<V1PodDisruptionBudget>().SelectMany(budget => chart.Selected(budget.Spec.Selector.MatchLabels)).Order(StringComparer.Ordinal));
        Assert.All(chart.Of<V1PodDisruptionBudget>(), budget => Assert.Equal("1", budget.Spec.MaxUnavailable.Value));
    }

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Names_InEveryObject_LeadToSomethingThatIsThere(string values)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);

        Assert.All(chart.Of<V1Service>(), service =>
        {
            string[] pods = [.. chart.Selected(service.Spec.Selector)];
            Assert.NotEmpty(pods);
            Assert.All(service.Spec.Ports, port => Assert.All(pods, pod =>
                Assert.Contains(port.TargetPort.Value, chart.Workloads.Single(workload => workload.Name == pod).Pod.Spec.Containers.SelectMany(container => container.Ports).Select(open => open.Name))));
        });
        Assert.All(chart.Of<V1StatefulSet>(), set => chart.Of<V1Service>(set.Spec.ServiceName));
        Assert.All(chart.Workloads, workload => chart.Of<V1ServiceAccount>(workload.Pod.Spec.ServiceAccountName));
        Assert.All(chart.Of<V1Ingress>(), ingress => Assert.All(ingress.Spec.Rules.SelectMany(rule => rule.Http.Paths), path =>
            Assert.Contains(chart.Of<V1Service>(path.Backend.Service.Name).Spec.Ports, port => port.Name == path.Backend.Service.Port.Name)));
        Assert.All(chart.Of<ServiceMonitor>(), monitor =>
        {
            V1Service service = Assert.Single(chart.Of<V1Service>(), one => monitor.Spec.Selector.MatchLabels.All(label => one.Labels()[label.Key] == label.Value));
            Assert.Equal("clipgrid", service.Labels()[monitor.Spec.JobLabel]);
            Assert.All(monitor.Spec.Endpoints, endpoint => Assert.Contains(service.Spec.Ports, port => port.Name == endpoint["port"]));
        });
    }

    [Fact]
    public async Task Services_OfSilos_AreHeadlessAndTheGatewayHasOnlyThoseThatAreReady()
    {
        RenderedChart chart = await RenderedChart.RenderAsync("full", Cancel);
        V1Service silos = chart.Of<V1Service>("clipgrid-silos");
        V1Service gateway = chart.Of<V1Service>("clipgrid-gateway");

        Assert.Equal(["None", "None"], [silos.Spec.ClusterIP, gateway.Spec.ClusterIP]);
        Assert.True(silos.Spec.PublishNotReadyAddresses);
        Assert.False(gateway.Spec.PublishNotReadyAddresses);
        Assert.Equal(["clipgrid-gpu", "clipgrid-index", "clipgrid-trainer"], chart.Selected(silos.Spec.Selector).Order(StringComparer.Ordinal));
        Assert.Equal(["clipgrid-index"], chart.Selected(gateway.Spec.Selector));
    }

    [Fact]
    public async Task Gpu_Asked_IsLimitedToleratedAndItsOwnImage()
    {
        RenderedChart chart = await RenderedChart.RenderAsync("full", Cancel, "gpu.count=2");
        V1PodSpec gpu = chart.Pod("gpu").Spec;

        Assert.Equal("2", gpu.Containers[0].Resources.Limits["nvidia.com/gpu"].ToString());
        Assert.Contains(gpu.Tolerations, toleration => toleration is { Key: "nvidia.com/gpu", OperatorProperty: "Exists", Effect: "NoSchedule" });
        Assert.Equal("true", gpu.NodeSelector["nvidia.com/gpu.present"]);
        Assert.StartsWith("clipgrid-silo-cuda:", gpu.Containers[0].Image, StringComparison.Ordinal);
        Assert.All(new[] { "index", "trainer" }, other => Assert.DoesNotContain("nvidia.com/gpu", chart.Pod(other).Spec.Containers[0].Resources.Limits.Keys));
    }

    [Fact]
    public async Task Image_WithADigest_IsNamedByIt()
    {
        string digest = "sha256:" + new string('a', 64);
        RenderedChart chart = await RenderedChart.RenderAsync("", Cancel, $"images.web.digest={digest}", "images.silo.tag=1.2.3");

        Assert.Equal($"clipgrid-web@{digest}", chart.Pod("web").Spec.Containers[0].Image);
        Assert.Equal("clipgrid-silo:1.2.3", chart.Pod("index").Spec.Containers[0].Image);
    }
}
