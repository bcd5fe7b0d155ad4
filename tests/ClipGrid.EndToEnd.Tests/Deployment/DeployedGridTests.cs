using System.Globalization;
using ClipGrid.EndToEnd.Tests.Architecture;
using ClipGrid.EndToEnd.Tests.Native;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The programs of the images, published by the Dockerfiles' commands, started with the environment of the chart and confined as its pods.</summary>
[Trait("Speed", "Slow")]
public sealed class DeployedGridTests(PublishedImages images, SourceTree tree) : IClassFixture<PublishedImages>, IClassFixture<SourceTree>
{
    // Of the chiselled Ubuntu 24.04 that .NET runs on, what a program may load: libc6, libstdc++6 and libgcc-s1.
    private static readonly string[] BaseLibraries = ["libc.so.6", "libm.so.6", "libdl.so.2", "librt.so.1", "libpthread.so.0", "ld-linux-x86-64.so.2", "libstdc++.so.6", "libgcc_s.so.1"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_AsPublished_NeedsNothingThatItsBaseDoesNotHave()
    {
        string folder = await images.FolderAsync("silo", Cancel);
        string[] own = [.. Directory.GetFiles(folder, "*.so*").Select(file => Path.GetFileName(file))];
        ElfVersionNeed[] needs = [.. own.SelectMany(name => ElfFile.Read(Path.Combine(folder, name)).Needs())];

        Assert.Contains("libLibTorchSharp.so", own);
        Assert.Empty(needs.Select(need => need.Library).Distinct().Except(BaseLibraries).Except(own));
        Assert.True(needs.Where(need => need.Version.StartsWith("GLIBC_2", StringComparison.Ordinal)).Max(need => Version.Parse(need.Version[6..])) <= new Version(2, 39));
        // What the publish step has done to torch's library, so that the image may be based on an older system too.
        Assert.True(needs.Single(need => need.Version == "GLIBCXX_3.4.32").IsWeak);
    }

    [Fact]
    public async Task Web_AsPublished_HasPagesAndNoTorch()
    {
        string folder = await images.FolderAsync("web", Cancel);

        Assert.True(File.Exists(Path.Combine(folder, "ClipGrid.Dashboard.dll")));
        Assert.True(Directory.Exists(Path.Combine(folder, "wwwroot", "_content", "MudBlazor")));
        Assert.Empty(Directory.GetFiles(folder, "*orch*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Programs_WithTheChartsEnvironment_AreAGridAndItsPages()
    {
        await using SharedServices services = await SharedServices.StartAsync(Cancel);
        using TemporaryFolder disk = new();
        int[] ports = FreePorts.Take(5);
        string[] common = ["access.mode=Open", "trainer.replicas=0", $"storage.container={services.Environment["ClipGrid__Storage__Container"]}", $"ports.silo={ports[0]}", $"ports.gateway={ports[1]}", $"ports.http={ports[2]}"];
        RenderedChart silos = await RenderedChart.RenderAsync("", Cancel, [.. common, $"ports.monitor={ports[3]}"]);
        RenderedChart web = await RenderedChart.RenderAsync("", Cancel, [.. common, $"ports.monitor={ports[4]}"]);
        Dictionary<string, string> ofSilo = PodEnvironment.Of(silos.Pod("index"), "silo", services.Environment);
        Dictionary<string, string> ofWeb = PodEnvironment.Of(web.Pod("web"), "web", services.Environment);
        string siloFolder = await images.FolderAsync("silo", Cancel);
        string webFolder = await images.FolderAsync("web", Cancel);

        using DeployedProcess silo = await DeployedProcess.StartAsync(siloFolder, disk.FullName, "silo", ofSilo, "is ready", Cancel);
        using DeployedProcess pages = await DeployedProcess.StartAsync(webFolder, disk: "", "web", ofWeb, "Its pages", Cancel);
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{ports[2]}")) };
        Assert.Contains("ClipGrid", await http.GetStringAsync(new Uri("/datasets", UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.Contains("\"data\"", await http.GetStringAsync(new Uri("/v1/models", UriKind.Relative), Cancel), StringComparison.Ordinal);
        await AreWellAsync("silo", siloFolder, ofSilo, SettingKeys.OfSilo(tree.Files));
        await AreWellAsync("web", webFolder, ofWeb, SettingKeys.OfWeb(tree.Files));

        Assert.NotEmpty(Directory.GetFileSystemEntries(disk.FullName));

        Assert.Equal(0, await pages.TerminateAsync(Cancel));
        Assert.Equal(0, await silo.TerminateAsync(Cancel));
        Assert.DoesNotContain("Overriding address", pages.Said, StringComparison.Ordinal);
    }

    // Programs that have no monitor port have nobody who could be asked.
    private static async Task AreWellAsync(string image, string folder, Dictionary<string, string> environment, IReadOnlySet<string> keys)
    {
        if (!keys.Contains("ClipGrid__MonitorPort"))
            return;
        foreach (string question in new[] { "startup", "ready", "live" })
            Assert.Equal(0, await DeployedProcess.ProbeAsync(folder, image, environment, question, Cancel));
    }
}
