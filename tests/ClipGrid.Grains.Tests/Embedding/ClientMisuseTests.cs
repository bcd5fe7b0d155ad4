using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>The SDK over a whole grid, asked for what is not there, out of range or already used.</summary>
public sealed class ClientMisuseTests : IAsyncLifetime
{
    private static readonly string[] Names = ["..", "../../etc/passwd", "a/b", "%00", "a\0b", "a b", "🎈", "con:", "A", ".hidden", "", " ", new('x', 65), string.Concat(Enumerable.Repeat("🎈", 1024))];

    private readonly TemporaryFolder _folder = new();
    private readonly FaultyStore _blobs;
    private SearchCluster _cluster = null!;
    private ClipGridClient _client = null!;

    public ClientMisuseTests() => _blobs = new FaultyStore(new FileBlobStore(_folder.File("blobs")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await SearchCluster.StartAsync(_blobs);
        _client = new ClipGridClient(_cluster.Grains, new ClipGridClientOptions { PollInterval = TimeSpan.FromMilliseconds(20) });
        using PictureFolder pictures = PictureFolder.Of(10);
        await _cluster.AddAsync("d", pictures.Path);
        await _cluster.EmbedAsync("d", 1, await _cluster.ImportAsync("demo", SmallModel.Write(_folder.File("model"))));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Check", "66")]
    public async Task Search_OutOfRange_IsInvalid()
    {
        SearchRequest good = Request();
        SearchRequest[] bad =
        [
            good with { Top = 0 }, good with { Top = -1 }, good with { Top = int.MaxValue }, good with { Skip = int.MaxValue }, good with { MinScore = double.NaN }, good with { CollapseAbove = double.NaN },
            good with { Terms = [new SearchTerm { Vector = new float[7] }] }, good with { Terms = [new SearchTerm { Vector = new float[24] }] },
            good with { Terms = [new SearchTerm { Vector = Enumerable.Repeat(float.NaN, 24).ToArray() }] }, good with { Terms = [new SearchTerm { Vector = Enumerable.Repeat(float.PositiveInfinity, 24).ToArray() }] },
            good with { Terms = [new SearchTerm { Text = "a", Weight = double.NaN }] }, good with { Terms = [] },
        ];
        foreach (SearchRequest request in bad)
            await RefusedAsync(() => _client.Search.SearchAsync(request, Token), GridProblem.Invalid);
        foreach (int top in new[] { 0, -1, 1001, int.MaxValue })
            await RefusedAsync(() => _client.Datasets.GetItemsAsync(DatasetRef.Parse("d"), 0, top, Token), GridProblem.Invalid);
        await RefusedAsync(() => _client.Datasets.GetItemsAsync(DatasetRef.Parse("d"), -1, 1, Token), GridProblem.Invalid);
        ItemInfo item = await _client.Datasets.GetItemAsync(DatasetRef.Parse("d"), "item 1", Token);
        foreach (int side in new[] { 0, -1, 15, 513, int.MaxValue })
            await RefusedAsync(() => _client.Datasets.GetThumbnailAsync(item, side, Token), GridProblem.Invalid);
        Assert.Equal(10, (await _client.Search.SearchAsync(good, Token)).Hits.Length);
    }

    [Fact]
    [Trait("Check", "67")]
    public async Task Names_AnyText_AreRefusedBeforeAnythingIsTouched()
    {
        string[] before = Files();
        DatasetRef dataset = DatasetRef.Parse("d");
        foreach (string name in Names)
        {
            Assert.Throws<GridException>(() => DatasetName.Parse(name));
            Assert.Throws<GridException>(() => ModelName.Parse(name));
            Assert.Throws<GridException>(() => EmbeddingSetId.Parse(name));
            if (name is not "A")
            {
                Assert.Throws<GridException>(() => OperationId.Parse(name));
                Assert.Throws<GridException>(() => SessionId.Parse(name));
            }
            await RefusedAsync(() => _client.Datasets.GetItemAsync(dataset, name, Token), GridProblem.NotFound);
            await RefusedAsync(() => _client.Datasets.OpenPictureAsync(dataset, name, Token), GridProblem.NotFound);
            await RefusedAsync(() => _client.Models.ResolveAsync(new ModelRef(ModelName.Parse("demo"), name), Token), GridProblem.NotFound, GridProblem.Invalid);
            await RefusedAsync(() => _client.Models.SetAliasAsync(ModelName.Parse("demo"), new SetAliasRequest { Operation = OperationId.New(), Alias = name, Target = "latest" }, Token), GridProblem.Invalid);
            await RefusedAsync(() => _client.Models.DeleteVersionAsync(new ModelRef(ModelName.Parse("demo"), name), Token), GridProblem.NotFound, GridProblem.Invalid);
            await RefusedAsync(() => _client.Search.SearchAsync(Request() with { Terms = [new SearchTerm { Picture = new PictureInput { ItemKey = name } }] }, Token), GridProblem.NotFound, GridProblem.Invalid);
            if (name.Length > 0)
                Assert.Equal(0, await _client.Datasets.DeleteItemsAsync(dataset.Name, new DeleteItemsRequest { Operation = OperationId.New(), Keys = [name] }, Token));
            if (name.Length > 0)
                Assert.False(await _client.Datasets.ListAsync(name, Token).AnyAsync(Token) || await _client.Models.ListAsync(name, Token).AnyAsync(Token));
        }
        Assert.Equal(before, Files());
    }

    [Fact]
    [Trait("Check", "69")]
    public async Task UnknownThings_AreNotFound()
    {
        DatasetName none = DatasetName.Parse("none");
        ModelName model = ModelName.Parse("none");
        Func<Task>[] calls =
        [
            () => _client.Datasets.GetAsync(none, Token), () => _client.Datasets.GetVersionAsync(new DatasetRef(none), Token), () => _client.Datasets.GetVersionAsync(DatasetRef.Parse("d@7"), Token),
            () => _client.Datasets.GetItemAsync(new DatasetRef(none), "x", Token), () => _client.Datasets.GetIngestAsync(none, OperationId.New(), Token), () => _client.Datasets.CancelIngestAsync(none, OperationId.New(), Token),
            () => _client.Datasets.DeleteItemsAsync(none, new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["x"] }, Token),
            () => _client.Models.GetAsync(model, Token), () => _client.Models.ResolveAsync(new ModelRef(model), Token), () => _client.Models.ResolveAsync(new ModelRef(ModelName.Parse("demo"), "champion"), Token),
            () => _client.Embeddings.EmbedAsync(DatasetRef.Parse("d"), new ModelRef(model), cancellationToken: Token), () => _client.Embeddings.EmbedAsync(new DatasetRef(none), ModelRef.Parse("demo"), cancellationToken: Token),
            () => _client.Search.SearchAsync(Request() with { Dataset = new DatasetRef(none) }, Token), () => _client.Search.SearchAsync(Request() with { Model = new ModelRef(model) }, Token),
        ];
        foreach (Func<Task> call in calls)
            await RefusedAsync(call, GridProblem.NotFound);
    }

    [Fact]
    [Trait("Check", "71")]
    public async Task Operation_UsedForAnotherRequest_IsAConflict()
    {
        using PictureFolder other = PictureFolder.Of(2, firstSeed: 50);
        OperationId operation = OperationId.New();
        DeleteItemsRequest delete = new() { Operation = operation, Keys = ["item 1"] };
        Assert.Equal(1, await _client.Datasets.DeleteItemsAsync(DatasetName.Parse("d"), delete, Token));
        Assert.Equal(1, await _client.Datasets.DeleteItemsAsync(DatasetName.Parse("d"), delete, Token));
        await RefusedAsync(() => _client.Datasets.DeleteItemsAsync(DatasetName.Parse("d"), delete with { Keys = ["item 2"] }, Token), GridProblem.Conflict);
        await RefusedAsync(() => _client.Datasets.StartAddAsync(DatasetName.Parse("d"), DatasetCluster.Request(other.Path, operation: operation), Token), GridProblem.Conflict);
        Assert.Equal(9, (await _client.Search.SearchAsync(Request(), Token)).Hits.Length);
    }

    [Fact]
    [Trait("Check", "72")]
    public async Task EmbedAsync_Cancelled_StopsTheWorkSoon()
    {
        using PictureFolder pictures = PictureFolder.Of(10, firstSeed: 100);
        await _cluster.AddAsync("e", pictures.Path);
        TaskCompletionSource isThere = new(), never = new();
        _blobs.BeforePut = name =>
        {
            if (!name.StartsWith("embeddings/e/", StringComparison.Ordinal))
                return Task.CompletedTask;
            isThere.TrySetResult();
            return never.Task;
        };
        using CancellationTokenSource stop = new();
        Task<EmbeddingStatus> embedding = _client.Embeddings.EmbedAsync(DatasetRef.Parse("e"), ModelRef.Parse("demo"), cancellationToken: stop.Token);
        await isThere.Task.WaitAsync(Token);
        long begin = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedding);
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        EmbeddingSetId set = await _client.Embeddings.ResolveAsync(DatasetRef.Parse("e"), ModelRef.Parse("demo"), Token);
        Assert.Equal(Contracts.Cluster.JobState.Cancelled, (await _client.Embeddings.GetAsync(set, Token)).State);
        // Two seconds are asked for; the rest is for a busy machine.
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await _client.Datasets.DeleteAsync(DatasetName.Parse("e"), Token);
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/grains/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static SearchRequest Request() =>
        new() { Dataset = DatasetRef.Parse("d"), Model = ModelRef.Parse("demo"), Terms = [new SearchTerm { Text = "number" }], Top = 10 };

    private static async Task RefusedAsync(Func<Task> call, params GridProblem[] problems)
    {
        GridException error = await Assert.ThrowsAsync<GridException>(call);
        Assert.True(problems.Contains(error.Problem), $"{error.Problem}: {error.Message}");
        Assert.DoesNotContain('\n', error.Message);
    }
}
