using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A silo that comes back with other arithmetic than the one that its sessions were begun with.</summary>
[Trait("Speed", "Slow")]
public sealed class ThreadCountTests
{
    private const string Threads = "OMP_NUM_THREADS";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F4")]
    public async Task Session_SiloWithAnotherThreadCount_IsRefusedUntilThatIsAllowedAndSaysSoForGood()
    {
        using TemporaryFolder data = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName, new Dictionary<string, string> { [Threads] = "2" });
        await FaultRecipe.PrepareAsync(grid);
        SessionId id = (await grid.Client.Sessions.StartAsync(FaultRecipe.Specification("moved"), SessionId.Parse("moved"), Cancel)).Id;
        await grid.Client.ReachAsync(id, now => now.CheckpointStep >= 10);

        grid.Environment[Threads] = "1";
        await grid.FallAsync();

        AssertRefused(await grid.Client.EndAsync(id));
        await grid.Client.Sessions.ResumeAsync(id, cancellationToken: Cancel);
        AssertRefused(await grid.Client.EndAsync(id));

        SessionInfo refused = await grid.Client.Sessions.ResumeAsync(id, allowsInexact: true, Cancel);
        SessionInfo running = await grid.Client.ReachAsync(id, now => now.CheckpointStep > refused.CheckpointStep);
        AssertInexact(running);
        await grid.FallAsync();
        SessionInfo ended = await grid.Client.EndAsync(id);

        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        AssertInexact(ended);
        // Once, however often a run goes on.
        Assert.Single(await grid.Client.Sessions.GetEventsAsync(id, cancellationToken: Cancel), told => told.Kind == SessionEventKind.Warning && told.Text.Contains("threads: 2 then, 1 now", StringComparison.Ordinal));
    }

    private static void AssertRefused(SessionInfo ended)
    {
        Assert.Equal(SessionState.Failed, ended.State);
        Assert.Contains("threads: 2 then, 1 now", ended.Message, StringComparison.Ordinal);
        Assert.Contains("resume --allow-inexact", ended.Message, StringComparison.Ordinal);
        Assert.Empty(ended.Inexactness);
        Assert.True(ended.CheckpointStep >= 10);
    }

    private static void AssertInexact(SessionInfo session) => Assert.Contains("threads: 2 then, 1 now", Assert.Single(session.Inexactness), StringComparison.Ordinal);
}
