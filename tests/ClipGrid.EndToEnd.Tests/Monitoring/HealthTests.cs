using System.Diagnostics;
using System.Net;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Faults;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>Health as a silo and a web tier tell it, in good and in bad days.</summary>
[Trait("Speed", "Slow")]
public sealed class HealthTests : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Check", "F8")]
    public async Task Ready_StoreThatHangs_SaysSoInTimeWhileTheSiloLives()
    {
        Assert.SkipWhen(AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        await using AzuriteProcess azurite = await AzuriteProcess.StartNewAsync(Cancel);
        await using FaultProxy proxy = new(azurite.Port);
        int port = FreePorts.Take();
        using GridProcess silo = await GridProcess.StartAsync(_folder.FullName, Cancel, new Dictionary<string, string>
        {
            ["ClipGrid__MonitorPort"] = $"{port}",
            ["ClipGrid__Storage__Kind"] = "Azure",
            ["ClipGrid__Storage__ConnectionString"] = AzuriteProcess.Connection(proxy.Port),
        });
        using MonitorClient monitor = new(port);
        Assert.Contains("storage: the blob store answers", await monitor.BecomesAsync("/health/ready", HttpStatusCode.OK), StringComparison.Ordinal);

        proxy.Rule = _ => Fault.Hang;
        await monitor.BecomesAsync("/health/ready", HttpStatusCode.ServiceUnavailable);
        for (int asked = 0; asked < 10; asked++)
        {
            long begin = Stopwatch.GetTimestamp();
            (HttpStatusCode status, string words) = await monitor.AskAsync("/health/ready");
            Assert.True(Stopwatch.GetElapsedTime(begin) < LongestAnswer, $"It took {Stopwatch.GetElapsedTime(begin)}.");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("storage: ", words, StringComparison.Ordinal);
            Assert.DoesNotContain("storage: the blob store answers", words, StringComparison.Ordinal);
            Assert.Contains("member: this silo is an active member", words, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await monitor.AskAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await monitor.AskAsync("/health/startup")).Status);
        Assert.Equal(HttpStatusCode.OK, (await monitor.AskAsync("/metrics")).Status);

        proxy.Rule = _ => Fault.None;
        await monitor.BecomesAsync("/health/ready", HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Check", "F20")]
    public async Task Ready_DataFolderGone_SaysSoWhileTheSiloLives()
    {
        int port = FreePorts.Take();
        using GridProcess silo = await GridProcess.StartAsync(_folder.Combine("data"), Cancel, new Dictionary<string, string> { ["ClipGrid__MonitorPort"] = $"{port}" });
        using MonitorClient monitor = new(port);
        await monitor.BecomesAsync("/health/ready", HttpStatusCode.OK);

        Directory.Move(_folder.Combine("data/blobs"), _folder.Combine("away"));

        Assert.Contains("storage: ", await monitor.BecomesAsync("/health/ready", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await monitor.AskAsync("/health/live")).Status);
        Directory.Move(_folder.Combine("away"), _folder.Combine("data/blobs"));
        await monitor.BecomesAsync("/health/ready", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_FromTheStartToTheEnd_SaysWhichItIs()
    {
        int port = FreePorts.Take();
        using MonitorClient monitor = new(port);
        List<(HttpStatusCode Startup, HttpStatusCode Ready)> started = [];
        Task<GridProcess> starting = GridProcess.StartAsync(_folder.FullName, Cancel, new Dictionary<string, string> { ["ClipGrid__MonitorPort"] = $"{port}" });
        while (!starting.IsCompleted)
            if (await monitor.TryAskAsync("/health/startup") is { } startup && await monitor.TryAskAsync("/health/ready") is { } ready)
                started.Add((startup.Status, ready.Status));
        using GridProcess silo = await starting;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), started[0]);
        Assert.Equal(HttpStatusCode.OK, (await monitor.AskAsync("/health/startup")).Status);
        await monitor.BecomesAsync("/health/ready", HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await monitor.AskAsync("/")).Status);

        Task<int> ending = silo.TerminateAsync(Cancel);
        List<(HttpStatusCode Status, string Words)> ended = [];
        while (!ending.IsCompleted)
            if (await monitor.TryAskAsync("/health/ready") is { } ready)
                ended.Add(ready);

        Assert.Equal(0, await ending);
        Assert.DoesNotContain("HealthCheck", silo.Words, StringComparison.Ordinal);
        // Once it has heard of its end it is never ready again.
        Assert.All(ended.SkipWhile(answer => answer.Status == HttpStatusCode.OK), answer => Assert.Contains("process: it is ending", answer.Words, StringComparison.Ordinal));
        Assert.Contains(ended, answer => answer.Status == HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Ready_WebTierWhoseGridIsGone_SaysSoWhileItLives()
    {
        int port = FreePorts.Take();
        using GridProcess silo = await GridProcess.StartAsync(_folder.FullName, Cancel);
        using WebTierProcess tier = await WebTierProcess.StartAsync(silo.Endpoint, Cancel, new Dictionary<string, string> { ["ClipGrid__MonitorPort"] = $"{port}" });
        using MonitorClient monitor = new(port);
        Assert.Contains("grid: the grid answers", await monitor.BecomesAsync("/health/ready", HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Contains("orleans_client_connected_gateways", (await monitor.ScrapeAsync()).Names);

        await silo.KillAsync(Cancel);

        Assert.Contains("grid: ", await monitor.BecomesAsync("/health/ready", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await monitor.AskAsync("/health/live")).Status);
    }
}
