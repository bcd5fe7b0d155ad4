using System.Net;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The programs asked as images ask them: <c>--probe</c>, by the settings of the process that is meant.</summary>
public sealed class HealthProbeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Silo", "live", 200, 0)]
    [InlineData("Silo", "ready", 503, 1)]
    [InlineData("Dashboard", "startup", 200, 0)]
    [InlineData("Dashboard", "live", 503, 1)]
    public async Task Probe_OfAProcessThatAnswers_EndsByItsWord(string project, string question, int status, int exitCode)
    {
        int port = FreePorts.Take();
        using HttpListener monitor = new();
        monitor.Prefixes.Add($"http://127.0.0.1:{port}/");
        monitor.Start();
        Task<string> asked = AnswerAsync(monitor, status);

        ChildResult probe = await RunAsync(project, question, $"ClipGrid__MonitorPort={port}", "ClipGrid__MonitorAddress=*", "HTTP_PROXY=http://127.0.0.1:1");

        Assert.True(probe.ExitCode == exitCode, probe.ToString());
        Assert.Equal($"/health/{question}", await asked);
        Assert.Equal(exitCode != 0, probe.ToString().Contains($"answers {status}", StringComparison.Ordinal));
        Assert.DoesNotContain("torch", probe.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("Dashboard")]
    public async Task Probe_WithNobodyToAsk_SaysSo(string project)
    {
        int port = FreePorts.Take();

        ChildResult nobody = await RunAsync(project, "live", $"ClipGrid__MonitorPort={port}");
        ChildResult unset = await RunAsync(project, "live", "ClipGrid__MonitorPort=0");
        ChildResult unknown = await RunAsync(project, "well", $"ClipGrid__MonitorPort={port}");

        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains($"Nobody answers at http://127.0.0.1:{port}/health/live", nobody.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, unset.ExitCode);
        Assert.Contains("ClipGrid:MonitorPort is not set", unset.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("startup", unknown.ToString(), StringComparison.Ordinal);
    }

    private static Task<ChildResult> RunAsync(string project, string question, params string[] environment) =>
        Child.RunAsync("env", [.. environment, "dotnet", Built.Assembly(project), "--probe", question], Cancel);

    private static async Task<string> AnswerAsync(HttpListener monitor, int status)
    {
        HttpListenerContext context = await monitor.GetContextAsync();
        context.Response.StatusCode = status;
        context.Response.Close();
        return context.Request.Url!.AbsolutePath;
    }
}
