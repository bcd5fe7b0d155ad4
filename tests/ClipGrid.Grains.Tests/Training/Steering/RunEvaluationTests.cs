using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Training.Evaluation;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Grains.Training.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Runs that end anywhere between a checkpoint and the end of its evaluation.</summary>
public sealed class RunEvaluationTests : IDisposable
{
    // Of fewer captions than ten the right one is always among the first ten: the first evaluation stays the best, and must be kept.
    private static readonly SessionSpecification Specification = TestSessions.Specification with
    {
        StepCount = 16,
        CheckpointInterval = 4,
        Evaluation = new EvaluationOptions { HeldOutShare = 0.12, Interval = 4, Metric = "recall@10" },
    };

    private readonly SessionWorld _world = new();
    private EvaluationCluster _cluster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact, Trait("Check", "F1")]
    public async Task RunAsync_EndedAnywhereInAnEvaluation_MakesItOnceMoreAndEndsTheSame()
    {
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, 1);
        _cluster = cluster;
        SessionId whole = SessionId.Parse("whole");
        SessionReport undisturbed = await CompleteAsync(whole, 1);
        Assert.Equal([4L, 8L, 12L, 16L], Told(1).Select(one => one.Step));
        Assert.Equal(4, undisturbed.Progress.Best!.Step);

        (string Id, Func<Func<string, bool>> Ends)[] moments =
        [
            ("upload", () => call => call.Contains("/candidates/0000000004", StringComparison.Ordinal)),
            ("cleaning", () => call => call.StartsWith("delete ", StringComparison.Ordinal) && call.Contains("/candidates/0000000004", StringComparison.Ordinal)),
            ("attaching", () => NthHeadAfterTheEvaluation(1)),
            ("marking", () => NthHeadAfterTheEvaluation(2)),
        ];
        foreach ((int place, (string name, Func<Func<string, bool>> ends)) in moments.Index())
        {
            SessionId id = SessionId.Parse(name);
            int attempt = 2 + (2 * place);
            await EndAsync(id, attempt, ends());
            SessionReport ended = await CompleteAsync(id, attempt + 1);
            Assert.Equal(undisturbed.Published!.Value.Digest, ended.Published!.Value.Digest);
            Assert.Equal((4L, true), (ended.Progress.Best!.Step, ended.Progress.Best.IsBest));
            Assert.Equal(Told(1), Told(attempt + 1));
            // Nothing of an evaluation that was not ended is left.
            Assert.Empty(await _world.Blobs.ListAllAsync(GridPaths.SessionCandidates(id), Cancellation).ToListAsync(Cancellation));
        }
    }

    private static Func<string, bool> NthHeadAfterTheEvaluation(int n)
    {
        bool isOver = false;
        int heads = 0;
        return call =>
        {
            isOver |= call.StartsWith("delete ", StringComparison.Ordinal) && call.Contains("/candidates/0000000004", StringComparison.Ordinal);
            return isOver && call.StartsWith("put ", StringComparison.Ordinal) && call.EndsWith("/head.json", StringComparison.Ordinal) && ++heads == n;
        };
    }

    private async Task EndAsync(SessionId id, int attempt, Func<string, bool> ends)
    {
        EndingBlobStore blobs = new(_world.Blobs, ends);
        int reports = _world.Neighbours.Reports.Count;
        using SessionRun run = Run(id, attempt, blobs);
        blobs.End = () => run.Tell(SessionCommand.Cancel, null);
        await run.RunAsync(Cancellation);
        Assert.True(blobs.HasEnded);
        Assert.All(_world.Neighbours.Reports.Skip(reports), report => Assert.Equal(ReportKind.Checkpoint, report.Kind));
    }

    private async Task<SessionReport> CompleteAsync(SessionId id, int attempt)
    {
        using SessionRun run = Run(id, attempt, _world.Blobs);
        await run.RunAsync(Cancellation);
        SessionReport report = _world.Neighbours.Reports.Last();
        Assert.True(report.Kind == ReportKind.Completed, $"{id}: {report.Kind}: {report.Message}");
        return report;
    }

    private SessionRun Run(SessionId id, int attempt, IBlobStore blobs)
    {
        SessionSurroundings shared = _world.Surroundings();
        EvaluationSurroundings evaluation = new(blobs, _world.Dataset, _cluster.Surroundings.Shares, shared.Time, NullLogger<SessionEvaluation>.Instance);
        SessionSurroundings own = new(blobs, shared.Partitions, shared.Models, shared.Neighbours, shared.Gate, evaluation, shared.Options, shared.Time, NullLogger<SessionRun>.Instance, shared.Meter);
        return new SessionRun(TestSessions.Assignment(id, Specification, attempt), own);
    }

    private (long Step, double RecallAt1, double MeanRank)[] Told(int attempt) =>
    [
        .. _world.Neighbours.Events
            .Where(told => told.Key.Attempt == attempt && told.Value.Kind == SessionEventKind.Evaluated)
            .OrderBy(told => told.Key.Number)
            .Select(told => (told.Value.Step, told.Value.Values["recall@1"], told.Value.Values["mean rank"])),
    ];
}
