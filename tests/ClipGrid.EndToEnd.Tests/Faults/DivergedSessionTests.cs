using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>
/// Sessions whose loss stops being a number. A picture that cannot be decoded is not taken in, so it is the rate that poisons them:
/// with weight decay, each step multiplies the weights by one minus decay times rate.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class DivergedSessionTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F27")]
    public async Task Session_RateThatNoRollbackSaves_GoesBackAsOftenAsAllowedAndThenFailsWithTheReason()
    {
        // Factors of -9 and -4.
        SessionInfo ended = await RunAsync(Poisoned(rate: 1) with { RollbackLimit = 1 });

        Assert.Equal((SessionState.Failed, 1), (ended.State, ended.RollbackCount));
        Assert.Contains("gave a loss of", ended.Message, StringComparison.Ordinal);
        Assert.Contains("lower rate", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "F27")]
    public async Task Session_RateThatARollbackSaves_GoesBackAndCompletes()
    {
        // Factors of -4, -1.5 and, which shrinks them, -0.25.
        SessionInfo ended = await RunAsync(Poisoned(rate: 0.5));

        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        Assert.InRange(ended.RollbackCount, 1, 3);
        Assert.Equal(ended.Specification.StepCount, ended.Step);
    }

    private static SessionSpecification Poisoned(double rate) =>
        FaultRecipe.Specification("poisoned", stepCount: 120) with { LearningRate = rate, WeightDecay = 10, WarmupStepCount = 0, CheckpointInterval = 1000 };

    private async Task<SessionInfo> RunAsync(SessionSpecification specification)
    {
        using TemporaryFolder data = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await FaultRecipe.PrepareAsync(grid);
        SessionId id = (await grid.Client.Sessions.StartAsync(specification, SessionId.Parse("poisoned"), Cancel)).Id;
        SessionInfo ended = await grid.Client.EndAsync(id).WaitAsync(Longest, Cancel);
        SessionEvent[] events = [.. await grid.Client.Sessions.GetEventsAsync(id, cancellationToken: Cancel)];
        foreach (SessionEvent told in events)
            output.WriteLine($"{told.Number} {told.Kind} at step {told.Step}: {told.Text}");
        Assert.Equal(ended.RollbackCount, events.Count(told => told.Kind == SessionEventKind.RolledBack));
        Assert.Equal(ended.RollbackCount + 1, events.Count(told => told.Kind == SessionEventKind.Placed));
        Assert.Equal((Math.Pow(0.5, ended.RollbackCount), 0), (ended.RateFactor, ended.MoveCount));
        return ended;
    }
}
