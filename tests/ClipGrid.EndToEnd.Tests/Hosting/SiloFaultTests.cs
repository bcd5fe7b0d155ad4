using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hosting;

/// <summary>A silo that cannot start says why in one sentence, ends with 1 and changes nothing.</summary>
[Trait("Speed", "Slow")]
public sealed class SiloFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_DataFolderIsAFile_SaysWhatToDo()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("file");
        await File.WriteAllTextAsync(file, "in the way", Cancel);

        ChildResult run = await RunAsync("--data", file);

        AssertFails(run, file);
        Assert.Equal("in the way", await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task Silo_DataFolderOfAnotherSilo_IsRefused()
    {
        using TemporaryFolder folder = new();
        using GridProcess first = await GridProcess.StartAsync(folder.FullName, Cancel);

        ChildResult second = await RunAsync("--data", folder.FullName);

        AssertFails(second, folder.FullName);
        Assert.Equal(0, await first.TerminateAsync(Cancel));
    }

    [Fact]
    public async Task Silo_DataFolderOfANewerRelease_IsRefusedAndStaysAsItIs()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.Combine("format.json"), """{"format":999}""", Cancel);

        ChildResult run = await RunAsync("--data", folder.FullName);

        AssertFails(run, "999");
        Assert.Equal("""{"format":999}""", await File.ReadAllTextAsync(folder.Combine("format.json"), Cancel));
        Assert.False(Directory.Exists(folder.Combine("blobs")));
    }

    [Fact]
    public async Task Silo_SourceFolderThatIsNoAbsolutePath_SaysWhatToDo()
    {
        using TemporaryFolder folder = new();

        ChildResult run = await Child.RunAsync("env", ["ClipGrid__SourceFolders=/data:pictures", "dotnet", Built.Assembly("Silo"), "--data", folder.FullName], Cancel);

        AssertFails(run, "pictures");
        Assert.Contains("ClipGrid:SourceFolders", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_DataFolderReadOnly_SaysWhatToDo()
    {
        using SmallDisk disk = SmallDisk.Mount(1);
        disk.MakeReadOnly(true);

        AssertFails(await RunAsync("--data", disk.FullName), disk.FullName);
    }

    [Fact]
    public async Task Silo_DataFolderFull_SaysWhatToDo()
    {
        using SmallDisk disk = SmallDisk.Mount(1);
        disk.Fill();

        AssertFails(await RunAsync("--data", disk.FullName), disk.FullName);
    }

    [Theory]
    [InlineData("--gateway-port")]
    [InlineData("--silo-port")]
    [InlineData("--http-port")]
    public async Task Silo_PortInUse_NamesThePortAndTheOption(string option)
    {
        using TemporaryFolder folder = new();
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        string port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        ChildResult run = await RunAsync("--data", folder.FullName, option, port);

        AssertFails(run, port);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ClipGrid__GatewayPort", "many", "ClipGrid:GatewayPort")]
    [InlineData("ClipGrid__HttpPort", "0", "ClipGrid:HttpPort")]
    [InlineData("ClipGrid__Dashboard", "often", "ClipGrid:Dashboard")]
    [InlineData("ClipGrid__Role", "Boss", "ClipGrid:Role")]
    [InlineData("ClipGrid__Address", "localhost", "ClipGrid:Address")]
    [InlineData("ClipGrid__Address", "0.0.0.0", "ClipGrid:Address")]
    [InlineData("ClipGrid__Address", "8.8.8.8", "ClipGrid:AllowPublicAddress")]
    [InlineData("ClipGrid__Address", "10.255.255.254", "ClipGrid:Address")]
    [InlineData("ClipGrid__Storage__Kind", "S3", "ClipGrid:Storage")]
    [InlineData("ClipGrid__Storage__Foldr", "x", "Foldr")]
    [InlineData("ClipGrid__Storage__Kind", "Azure", "ClipGrid:Storage:ConnectionString")]
    [InlineData("ClipGrid__Clustering__Kind", "Mesh", "ClipGrid:Clustering:Kind")]
    [InlineData("ClipGrid__Clustering__Kind", "Redis", "ClipGrid:Clustering:Redis")]
    [InlineData("ClipGrid__Clustering__Kind", "PostgreSql", "ClipGrid:Clustering:PostgreSql")]
    [InlineData("ClipGrid__Clustering__Redis", "127.0.0.1:6379", "ClipGrid:Clustering:Kind")]
    [InlineData("ClipGrid__Clustering__PostgreSql", "Host=127.0.0.1", "ClipGrid:Clustering:Kind")]
    [InlineData("ClipGrid__Clustering__Rediss", "127.0.0.1:6379", "Rediss")]
    public async Task Silo_SettingThatCannotBe_NamesItsKey(string variable, string value, string named)
    {
        using TemporaryFolder folder = new();
        string[] ports = [.. FreePorts.Take(3).Select(port => $"{port}")];
        (string Variable, string Option)[] options = [("ClipGrid__SiloPort", "--silo-port"), ("ClipGrid__GatewayPort", "--gateway-port"), ("ClipGrid__HttpPort", "--http-port")];
        IEnumerable<string> own = options.Zip(ports).Where(pair => pair.First.Variable != variable).SelectMany(pair => new[] { pair.First.Option, pair.Second });

        ChildResult run = await Child.RunAsync(
            "env", [$"{variable}={value}", "dotnet", Built.Assembly("Silo"), "--data", folder.FullName, .. own], Cancel);

        AssertFails(run, named);
    }

    private static void AssertFails(ChildResult run, string named)
    {
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(named, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("is ready", run.Output, StringComparison.Ordinal);
    }

    // Ports of its own unless the test names some: others may run a silo on this machine.
    private static Task<ChildResult> RunAsync(params string[] arguments)
    {
        int[] ports = FreePorts.Take(3);
        string[] own = [.. arguments];
        if (!own.Contains("--silo-port"))
            own = [.. own, "--silo-port", $"{ports[0]}"];
        if (!own.Contains("--gateway-port"))
            own = [.. own, "--gateway-port", $"{ports[1]}"];
        if (!own.Contains("--http-port"))
            own = [.. own, "--http-port", $"{ports[2]}"];
        return Child.RunHostAsync("Silo", own, Cancel);
    }
}
