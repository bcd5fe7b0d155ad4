using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>An embedding job whose store does not answer.</summary>
public sealed class EmbeddingOutageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyStore _blobs;

    public EmbeddingOutageTests() => _blobs = new FaultyStore(new FileBlobStore(_folder.File("blobs")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Check", "F12")]
    public async Task Embed_TheStoreAwayForAWhile_WaitsSaysSoAndGoesOn()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(_blobs);
        IEmbeddingSetGrain set = await PrepareAsync(cluster);
        int refusedCount = 0;
        bool isAway = true;
        _blobs.BeforePut = name =>
        {
            if (!Volatile.Read(ref isAway) || !name.StartsWith("embeddings/", StringComparison.Ordinal))
                return Task.CompletedTask;
            Interlocked.Increment(ref refusedCount);
            throw new GridException(GridProblem.Unavailable, "The store does not answer.");
        };

        await set.StartAsync(Token);
        EmbeddingStatus waiting;
        // More often than a failure for another reason would be borne.
        while ((waiting = await set.GetAsync(Token)).Message is null || Volatile.Read(ref refusedCount) < 8)
        {
            Assert.Equal(JobState.Running, waiting.State);
            await Task.Delay(20, Token);
        }
        Assert.Equal((JobState.Running, "It waits, and goes on by itself when it can: The store does not answer.", 0L), (waiting.State, waiting.Message, waiting.DoneCount));

        Volatile.Write(ref isAway, false);
        EmbeddingStatus done = await EndAsync(set);
        Assert.Equal((JobState.Completed, 6L, 6L, null, null), (done.State, done.DoneCount, done.EmbeddedCount, done.Message, done.Problem));
    }

    [Fact]
    public async Task Embed_NoRoomAgainAndAgain_FailsAndSaysWhy()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(_blobs);
        IEmbeddingSetGrain set = await PrepareAsync(cluster);
        _blobs.IsFull = static name => name.StartsWith("embeddings/", StringComparison.Ordinal);

        await set.StartAsync(Token);
        EmbeddingStatus failed = await EndAsync(set);
        Assert.Equal((JobState.Failed, GridProblem.StorageFull, "There is no room left: free some space."), (failed.State, failed.Problem, failed.Message));
    }

    private async Task<IEmbeddingSetGrain> PrepareAsync(SearchCluster cluster)
    {
        ModelVersionId model = await cluster.ImportAsync("demo", SmallModel.Write(_folder.File("model")));
        using PictureFolder pictures = PictureFolder.Of(6);
        await cluster.AddAsync("d", pictures.Path);
        return cluster.Grains.GetGrain<IEmbeddingSetGrain>(new EmbeddingSetId(DatasetName.Parse("d"), 1, model).ToString());
    }

    private static async Task<EmbeddingStatus> EndAsync(IEmbeddingSetGrain set)
    {
        while (true)
        {
            EmbeddingStatus status = await set.GetAsync(Token);
            if (status.State != JobState.Running)
                return status;
            await Task.Delay(20, Token);
        }
    }
}
