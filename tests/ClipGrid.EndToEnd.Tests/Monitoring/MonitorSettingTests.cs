using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>A process that cannot be monitored as it is told says why in one sentence and ends with 1.</summary>
[Trait("Speed", "Slow")]
public sealed class MonitorSettingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MonitorPort", "many", "ClipGrid:MonitorPort")]
    [InlineData("MonitorPort", "65536", "ClipGrid:MonitorPort")]
    [InlineData("MonitorAddress", "everywhere", "ClipGrid:MonitorAddress")]
    [InlineData("MonitorAddress", "192.0.2.1", "ClipGrid:MonitorAddress")]
    [InlineData("Telemetry__Otlp", "collector", "ClipGrid:Telemetry:Otlp")]
    [InlineData("Telemetry__Otlp", "http://name:canary-5@collector:4317", "ClipGrid:Telemetry:Otlp")]
    [InlineData("Telemetry__Oltp", "http://collector:4317", "Oltp")]
    public async Task Silo_SettingThatCannotBe_NamesItsKeyAndNoSecret(string key, string value, string named)
    {
        ChildResult run = await RunAsync($"ClipGrid__{key}={value}", key == "MonitorPort" ? "" : $"ClipGrid__MonitorPort={FreePorts.Take()}");

        AssertFails(run, named);
        Assert.DoesNotContain("canary", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_MonitorPortInUse_NamesIt()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        string port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        AssertFails(await RunAsync($"ClipGrid__MonitorPort={port}"), port);
    }

    [Fact]
    public async Task Silo_MonitorPortOfAnother_NamesBoth()
    {
        int port = FreePorts.Take();

        ChildResult run = await RunAsync($"ClipGrid__MonitorPort={port}", $"ClipGrid__SiloPort={port}");

        AssertFails(run, "ClipGrid:MonitorPort");
        Assert.Contains("ClipGrid:SiloPort", run.Error, StringComparison.Ordinal);
    }

    private static void AssertFails(ChildResult run, string named)
    {
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(named, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("is ready", run.Output, StringComparison.Ordinal);
    }

    private static async Task<ChildResult> RunAsync(params string[] variables)
    {
        using TemporaryFolder folder = new();
        int[] ports = FreePorts.Take(2);
        string[] own = [$"ClipGrid__SiloPort={ports[0]}", $"ClipGrid__GatewayPort={ports[1]}", "ClipGrid__Dashboard=false"];
        return await Child.RunAsync("env", [.. own, .. variables.Where(variable => variable.Length > 0), "dotnet", Built.Assembly("Silo"), "--data", folder.FullName], Cancel);
    }
}
