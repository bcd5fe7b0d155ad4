using System.Collections.Concurrent;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>What is deleted while others read it.</summary>
public sealed class DataSetInUseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyStore _blobs;

    public DataSetInUseTests() => _blobs = new FaultyStore(new FileBlobStore(_folder.File("blobs")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Delete_DataSetThatIsBeingEmbedded_IsRefusedUntilTheJobHasEnded()
    {
        TaskCompletionSource isThere = new(), goOn = new();
        await using SearchCluster cluster = await SearchCluster.StartAsync(_blobs);
        ModelVersionId model = await PrepareAsync(cluster, 6);
        _blobs.BeforePut = name =>
        {
            if (!name.StartsWith("embeddings/", StringComparison.Ordinal))
                return Task.CompletedTask;
            isThere.TrySetResult();
            return goOn.Task;
        };
        Task<EmbeddingStatus> embedding = cluster.EmbedAsync("d", 1, model);
        await isThere.Task.WaitAsync(Token);

        GridException error = await Assert.ThrowsAsync<GridException>(() => Dataset(cluster).DeleteAsync(OperationId.New(), Token));
        Assert.Equal(GridProblem.WrongState, error.Problem);
        Assert.Contains($"the embedding job d/1/{model} ", error.Message, StringComparison.Ordinal);
        goOn.SetResult();
        Assert.Equal(JobState.Completed, (await embedding).State);

        await Dataset(cluster).DeleteAsync(OperationId.New(), Token);
        Assert.Empty((await cluster.Grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Embeddings)).ListAsync("", 0, 10, Token)).Ids);
        Assert.Empty((await _blobs.ListAsync("embeddings/", null, 10, Token)).Blobs);
        Assert.Empty((await _blobs.ListAsync("grains/embeddingset/", null, 10, Token)).Blobs);
        IEmbeddingSetGrain set = cluster.Grains.GetGrain<IEmbeddingSetGrain>(new EmbeddingSetId(DatasetName.Parse("d"), 1, model).ToString());
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => set.GetAsync(Token))).Problem);
    }

    [Fact]
    public async Task Delete_DataSetThatIsBeingSearched_GivesResultsAndThenCleanErrors()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(_blobs);
        ModelVersionId model = await PrepareAsync(cluster, 20);
        await cluster.EmbedAsync("d", 1, model);
        TaskCompletionSource searched = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<GridException> search = Task.Run(async () =>
        {
            while (true)
                try
                {
                    SearchResult result = await cluster.Search.SearchAsync(Request(), stop.Token);
                    Assert.True(result.Hits.Length == 20 || result.IsPartial);
                    searched.TrySetResult();
                }
                catch (GridException error)
                {
                    return error;
                }
        }, Token);
        await searched.Task.WaitAsync(Token);
        await Dataset(cluster).DeleteAsync(OperationId.New(), Token);

        GridException first = await search.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Contains(first.Problem, new[] { GridProblem.NotFound, GridProblem.WrongModel, GridProblem.Unavailable });
        GridException after = await Assert.ThrowsAsync<GridException>(() => cluster.Search.SearchAsync(Request(), Token));
        Assert.Equal(GridProblem.NotFound, after.Problem);
    }

    [Fact]
    [Trait("Check", "F29")]
    public async Task Search_RacingWithDeletes_NeverFindsWhatWasAcknowledgedAsDeleted()
    {
        const int Items = 120;
        await using SearchCluster cluster = await SearchCluster.StartAsync(_blobs);
        ModelVersionId model = await PrepareAsync(cluster, Items);
        await cluster.EmbedAsync("d", 1, model);
        ConcurrentDictionary<string, bool> gone = [];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        int searches = 0;
        Task[] searchers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (gone.Count < Items - 1)
            {
                HashSet<string> before = [.. gone.Keys];
                SearchResult result = await cluster.Search.SearchAsync(Request(), Token);
                Assert.False(result.IsPartial);
                Assert.DoesNotContain(result.Hits, hit => before.Contains(hit.Item.Key));
                Interlocked.Increment(ref searches);
            }
        }, Token))];
        int[] order = [.. Enumerable.Range(0, Items)];
        new Random(29).Shuffle(order);
        foreach (int[] some in order[..(Items - 1)].Chunk(3))
        {
            int before = Volatile.Read(ref searches);
            string[] keys = [.. some.Select(index => $"item {index}")];
            Assert.Equal(keys.Length, await Dataset(cluster).DeleteItemsAsync(new DeleteItemsRequest { Operation = OperationId.New(), Keys = [.. keys] }, Token));
            foreach (string key in keys)
                gone[key] = true;
            // Deletes may not outrun the searches that should catch them.
            while (Volatile.Read(ref searches) == before && !searchers.Any(searcher => searcher.IsFaulted))
                await Task.Delay(1, Token);
        }
        await Task.WhenAll(searchers);
        TestContext.Current.SendDiagnosticMessage($"{searches} searches raced with {Items / 3} deletes");
        SearchResult last = await cluster.Search.SearchAsync(Request(), Token);
        Assert.Equal($"item {order[^1]}", Assert.Single(last.Hits).Item.Key);
    }

    private async Task<ModelVersionId> PrepareAsync(SearchCluster cluster, int items)
    {
        using PictureFolder pictures = PictureFolder.Of(items);
        await cluster.AddAsync("d", pictures.Path);
        return await cluster.ImportAsync("demo", SmallModel.Write(_folder.File("model")));
    }

    private static IDatasetGrain Dataset(SearchCluster cluster) => cluster.Grains.GetGrain<IDatasetGrain>("d");

    private static SearchRequest Request() =>
        new() { Dataset = DatasetRef.Parse("d"), Model = ModelRef.Parse("demo"), Terms = [new SearchTerm { Text = "a photo of the number 3" }], Top = 1000 };
}
