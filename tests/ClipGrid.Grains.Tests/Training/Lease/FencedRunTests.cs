using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Lease;

/// <summary>A run that nobody listens to any more: its process was frozen, or cut off from its session.</summary>
public sealed class FencedRunTests : IDisposable
{
    private const int HeldAt = 12;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private readonly SessionWorld _world = new();
    private readonly SessionId _id = SessionId.Parse("one");
    private int _unanswered;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact, Trait("Check", "F22")]
    public async Task RunAsync_SessionHasAnotherRun_StopsBeforeItsNextStep() => AssertStopped(await RunAsync(NobodyListens, TimeSpan.MaxValue));

    [Fact, Trait("Check", "F24")]
    public async Task RunAsync_NobodyAnswersUntilItsLeaseIsOver_StopsBeforeItsNextStep() => AssertStopped(await RunAsync(NobodyAnswers, LeaseTime));

    // The negative control: without an end of the lease the same run goes on, and the same check says so.
    [Fact, Trait("Check", "F24")]
    public async Task RunAsync_NobodyAnswersAndItsLeaseIsEndless_GoesOn()
    {
        Outcome outcome = await RunAsync(NobodyAnswers, TimeSpan.MaxValue);
        Assert.Equal((30L, ReportKind.Completed), (outcome.LastStep, outcome.NewReports[^1]));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertStopped(outcome));
    }

    private void AssertStopped(Outcome outcome)
    {
        Assert.Equal(HeldAt, outcome.LastStep);
        Assert.Empty(outcome.NewReports);
        Assert.Equal(outcome.Before, outcome.After);
        Assert.Empty(_world.Neighbours.Registered);
    }

    // Held after a step until nobody answers: of what it does then, all is too much.
    private async Task<Outcome> RunAsync(Func<SessionPulse, PulseAnswer> answer, TimeSpan leaseTime)
    {
        HoldingClock clock = new(HeldAt);
        SessionSurroundings shared = _world.Surroundings(clock);
        TrainingOptions options = shared.Options with { LeaseTime = leaseTime, PulseInterval = TimeSpan.FromMilliseconds(20) };
        SessionSurroundings own = new(shared.Blobs, shared.Partitions, shared.Models, shared.Neighbours, shared.Gate, shared.Evaluation, options, clock, NullLogger<SessionRun>.Instance, shared.Meter);
        using SessionRun run = new(TestSessions.Assignment(_id), own);
        Task running = run.RunAsync(Cancellation);
        await clock.ReachedAsync(HeldAt);
        // The checkpoint of step 8 is stored beside the training.
        while (run.Progress.CheckpointStep != 8)
            await Task.Yield();
        string[] before = await StoredAsync();
        int reports = _world.Neighbours.Reports.Count;
        _world.Neighbours.Answer = answer;
        clock.Skip(LeaseTime + TimeSpan.FromSeconds(1));
        // The second one comes after the first was heard.
        while (Volatile.Read(ref _unanswered) < 2)
            await Task.Yield();
        clock.GoOn(HeldAt);
        await running;
        return new Outcome(run.Progress.Step, [.. _world.Neighbours.Reports.Skip(reports).Select(report => report.Kind)], before, await StoredAsync());
    }

    private PulseAnswer NobodyListens(SessionPulse pulse)
    {
        Interlocked.Increment(ref _unanswered);
        return new PulseAnswer(IsListenedTo: false, HeardEvents: 0);
    }

    private PulseAnswer NobodyAnswers(SessionPulse pulse)
    {
        Interlocked.Increment(ref _unanswered);
        throw new TimeoutException("Nobody answers.");
    }

    // Names and tags of all that is stored of the session, except the head, which the run's beat writes.
    private async Task<string[]> StoredAsync() =>
        [.. (await _world.Blobs.ListAllAsync(GridPaths.Session(_id), Cancellation).ToListAsync(Cancellation))
            .Where(blob => blob.Name != GridPaths.SessionHead(_id)).Select(blob => $"{blob.Name} {blob.ETag}").Order(StringComparer.Ordinal)];

    private sealed record Outcome(long LastStep, ReportKind[] NewReports, string[] Before, string[] After);
}
