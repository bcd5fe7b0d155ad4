using System.Collections.Concurrent;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Faults;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>
/// Somebody who trains a small model, undisturbed, paused on the way or cancelled in turn, uses what was published, and deletes it. The same
/// seeds come again, and must give the same weights.
/// </summary>
internal sealed class SoakSessions(SoakGrid grid)
{
    private const int StepCount = 40;
    private const int SeedCount = 4;

    private readonly ConcurrentQueue<(SessionId Id, SessionState End)> _ended = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The session that was started last.</summary>
    public SessionId? Newest { get; private set; }

    /// <summary>A session's life.</summary>
    public async Task LiveAsync(int number)
    {
        ClipGridClient client = grid.Client;
        ulong seed = (ulong)(number % SeedCount) + 10;
        SessionId id = SessionId.Parse($"soak-{number}");
        await client.Sessions.StartAsync(
            SmallRecipe.Specification(SoakGrid.Dataset, ModelName.Parse("soak"), StepCount) with { Seed = seed, CheckpointInterval = 10, Evaluation = new EvaluationOptions { Interval = 20 } },
            id,
            Cancel);
        Newest = id;
        await client.ReachAsync(id, now => now.Step > 10);
        if (number % 3 == 1)
        {
            await client.Sessions.PauseAsync(id, Cancel);
            await client.ReachAsync(id, now => now.State == SessionState.Paused);
            await client.Sessions.ResumeAsync(id, cancellationToken: Cancel);
        }
        else if (number % 3 == 2)
            await client.Sessions.CancelAsync(id, Cancel);
        SessionInfo ended = await client.EndAsync(id);
        _ended.Enqueue((id, ended.State));
        if (ended.State == SessionState.Cancelled && number % 3 == 2)
            return;
        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        Assert.Equal(StepCount, ended.Step);
        await UseAsync(ended.Published!.Value, seed);
    }

    /// <summary>Each session is as it ended.</summary>
    public async Task AssertKeptAsync()
    {
        foreach ((SessionId id, SessionState end) in _ended)
            Assert.Equal(end, (await grid.Client.Sessions.GetAsync(id, Cancel)).State);
    }

    private async Task UseAsync(ModelVersionId version, ulong seed)
    {
        grid.Answers.Check($"weights of seed {seed}", version.ToString());
        ModelRef model = new(version.Name, version.Digest.Value);
        await grid.Client.Embeddings.EmbedAsync(SoakGrid.Dataset, model, cancellationToken: Cancel);
        foreach (string text in grid.Texts)
            await grid.FindAsync(SoakGrid.Dataset, model, text);
        await grid.Client.Models.DeleteVersionAsync(model, Cancel);
    }
}
