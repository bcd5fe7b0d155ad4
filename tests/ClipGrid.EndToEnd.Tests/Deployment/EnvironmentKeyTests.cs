using ClipGrid.EndToEnd.Tests.Architecture;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>Every setting that images, compose file and chart give is one that the program reads; a wrong name would be passed over in silence.</summary>
public sealed class EnvironmentKeyTests(SourceTree tree) : IClassFixture<SourceTree>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ValuesFiles => RenderedChart.ValuesFiles;

    [Fact]
    public void Keys_OutOfTheSources_AreThoseOfTheReadme()
    {
        Assert.Superset(
            new HashSet<string> { "ClipGrid__DataFolder", "ClipGrid__SiloPort", "ClipGrid__Clustering__Kind", "ClipGrid__Clustering__Redis", "ClipGrid__Storage__Container", "ClipGrid__Storage__Resilience__MaxRetryCount", "ClipGrid__Http__MostTexts" },
            SettingKeys.OfSilo(tree.Files).ToHashSet());
        Assert.Superset(new HashSet<string> { "ClipGrid__Endpoint", "ClipGrid__HttpPort", "ClipGrid__Http__MostTexts" }, SettingKeys.OfWeb(tree.Files).ToHashSet());
        Assert.DoesNotContain("ClipGrid__Endpoint", SettingKeys.OfSilo(tree.Files));
        Assert.DoesNotContain("ClipGrid__DataFolder", SettingKeys.OfWeb(tree.Files));
    }

    [Fact]
    public void Images_EachVariable_IsRead() =>
        Assert.All(Dockerfile.Names, image => AreRead(image == "web", Dockerfile.Read(image).Environment.Keys));

    [Fact]
    public void Compose_EachVariable_IsRead() =>
        Assert.All(ComposeFile.Read().Services.Where(service => service.Value.Build is not null), service => AreRead(service.Key == "web", service.Value.Environment.Keys));

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Chart_EachVariable_IsRead(string values)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);

        Assert.All(chart.Workloads, workload =>
        {
            string[] names = [.. workload.Pod.Spec.Containers[0].Env.Select(variable => variable.Name)];
            Assert.Distinct(names);
            AreRead(workload.Pod.Metadata.Labels["clipgrid/tier"] == "web", names);
        });
    }

    // Besides ClipGrid's own: logging, and what ASP.NET Core and NVIDIA's toolkit read.
    private void AreRead(bool isWeb, IEnumerable<string> names)
    {
        HashSet<string> known = new(isWeb ? SettingKeys.OfWeb(tree.Files) : SettingKeys.OfSilo(tree.Files), StringComparer.Ordinal);
        known.UnionWith(["Logging__LogLevel__Default", "ASPNETCORE_HTTP_PORTS", "CUDA_CACHE_PATH", "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES"]);
        Assert.Empty(names.Except(known));
    }
}
