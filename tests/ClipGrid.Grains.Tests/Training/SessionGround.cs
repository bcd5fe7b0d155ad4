using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A grid with the test's data set, over a folder that ends with its test.</summary>
internal sealed class SessionGround : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _starts;

    private SessionGround(bool isLabelled)
    {
        Dataset = new TestDataset(isLabelled: isLabelled);
        Pairs = [.. TestSessions.Pairs(Dataset)];
    }

    public TestDataset Dataset { get; }

    public TrainingPair[] Pairs { get; }

    public TrainingCluster Grid { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SessionGround> StartAsync(TimeProvider? clock = null, bool isLabelled = false)
    {
        SessionGround ground = new(isLabelled);
        await ground.BeginAsync(clock);
        string[] labels = [.. ground.Dataset.Items.Select(item => item.Info.Label ?? "")];
        await ground.Grid.IngestAsync(ground.Pairs, ground.File("source"), Cancellation, isLabelled ? i => labels[i] : null);
        return ground;
    }

    public string File(string name) => _folder.File(name);

    public ISessionGrain Session(string id) => Grid.Session(id);

    /// <summary>Another silo over the same store, once the one before has ended.</summary>
    public async Task RestartAsync(TimeProvider? clock = null)
    {
        await Grid.DisposeAsync();
        await BeginAsync(clock);
    }

    /// <summary>The session, as soon as it is as it should be.</summary>
    public async Task<SessionInfo> UntilAsync(string id, Func<SessionInfo, bool> isSo)
    {
        SessionInfo info = await Session(id).GetAsync(Cancellation);
        for (; !isSo(info); info = await Session(id).GetAsync(Cancellation))
        {
            Assert.False(info.State == SessionState.Failed, info.Message);
            await Task.Delay(20, Cancellation);
        }
        return info;
    }

    /// <summary>What happened to a session, once an event of a kind is stored.</summary>
    public async Task<ImmutableArray<SessionEvent>> EventsAsync(string id, SessionEventKind last = SessionEventKind.Ended)
    {
        ImmutableArray<SessionEvent> events;
        while ((events = await Session(id).GetEventsAsync(0, 1000, Cancellation)).All(one => one.Kind != last))
            await Task.Delay(20, Cancellation);
        return events;
    }

    /// <summary>Follows a session to its completion.</summary>
    public async Task<SessionInfo> CompleteAsync(string id)
    {
        SessionInfo ended = await Grid.EndAsync(id, Cancellation);
        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        return ended;
    }

    public Task<ModelVersionInfo> PublishedAsync(SessionInfo ended) => Grid.Model(ended.Published!.Value.Name.Value).ResolveAsync(ended.Published.Value.Digest.Value, Cancellation);

    /// <summary>A session's model has the weights of a folder, bit for bit.</summary>
    public async Task AssertWeightsAsync(string folder, SessionInfo ended) =>
        TestSessions.AssertSameWeights(File(folder), await Grid.Models.GetFolderAsync(ended.Published!.Value, Cancellation));

    public async ValueTask DisposeAsync()
    {
        await Grid.DisposeAsync();
        _folder.Dispose();
    }

    private async Task BeginAsync(TimeProvider? clock) => Grid = await TrainingCluster.StartAsync(_folder.Path, $"silo{++_starts}", clock);
}
