using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A silo whose data folder fills up, or becomes read-only, while it runs: it says so, keeps serving, and goes on afterwards.</summary>
[Trait("Speed", "Slow")]
public sealed class FailingDiskTests
{
    private static readonly DatasetName Small = DatasetName.Parse("small");
    private static readonly DatasetName Large = DatasetName.Parse("large");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F19")]
    public async Task Ingest_DiskThatFillsUp_FailsWithASentenceAndGoesOnWithoutARestart()
    {
        using SmallDisk disk = SmallDisk.Mount(96);
        using TemporaryFolder source = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(disk.FullName);
        SearchRequest search = await PrepareAsync(grid, source);
        SearchResult before = await grid.Client.Search.SearchAsync(search, Cancel);
        using TemporaryFolder shards = new();
        FallingGrid.CopyShards("train", shards.FullName);
        AddItemsRequest request = Request(shards.FullName);

        disk.Fill(left: 4 << 20);
        await grid.Client.Datasets.StartAddAsync(Large, request, Cancel);
        IngestStatus failed = await grid.EndAsync(Large, request);

        Assert.Equal(JobState.Failed, failed.State);
        Assert.Contains("no room left", failed.Message, StringComparison.Ordinal);
        Assert.Contains(disk.FullName, failed.Message, StringComparison.Ordinal);
        AssertSame(before, await grid.Client.Search.SearchAsync(search, Cancel));

        // Not a byte is left: what cannot even be noted is refused at once.
        disk.Fill();
        GridException refused = await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.StartAddAsync(DatasetName.Parse("third"), Request(source.FullName), Cancel));
        Assert.Equal(GridProblem.StorageFull, refused.Problem);
        AssertSame(before, await grid.Client.Search.SearchAsync(search, Cancel));

        disk.Free();
        await grid.Client.Datasets.StartAddAsync(Large, request, Cancel);
        IngestStatus done = await grid.EndAsync(Large, request);
        Assert.Equal((JobState.Completed, 1935L, null), (done.State, done.ItemCount, done.Message));
        Assert.Equal(1935, (await grid.Client.Datasets.GetItemsAsync(new DatasetRef(Large), 0, 1, Cancel)).TotalCount);
        AssertSame(before, await grid.Client.Search.SearchAsync(search, Cancel));
    }

    [Fact]
    [Trait("Check", "F19")]
    public async Task Session_DiskThatFillsUp_FailsWithASentenceAndGoesOnFromItsCheckpoint()
    {
        using SmallDisk disk = SmallDisk.Mount(256);
        using TemporaryFolder source = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(disk.FullName);
        await PrepareAsync(grid, source);
        ModelName publish = ModelName.Parse("longer");
        SessionSpecification specification = SmallRecipe.Specification(new DatasetRef(Small), publish, stepCount: 60) with { CheckpointInterval = 10 };
        SessionInfo session = await grid.Client.Sessions.StartAsync(specification, cancellationToken: Cancel);
        while ((await grid.Client.Sessions.GetAsync(session.Id, Cancel)).CheckpointStep is null)
            await Task.Delay(5, Cancel);
        disk.Fill();
        // Its checkpoints cannot be stored, and it goes on; what cannot be done without room it tells, as soon as even that can be stored.
        while ((await grid.Client.Sessions.GetAsync(session.Id, Cancel)) is { State: SessionState.Running, Step: < 60 })
            await Task.Delay(5, Cancel);
        disk.Free();
        SessionInfo ended = await EndAsync(grid, session.Id);
        if (ended.State == SessionState.Failed)
        {
            Assert.Contains("no room left", ended.Message, StringComparison.Ordinal);
            await grid.Client.Sessions.ResumeAsync(session.Id, cancellationToken: Cancel);
            ended = await EndAsync(grid, session.Id);
        }
        Assert.True(ended is { State: SessionState.Completed, Step: 60 }, $"{ended.State}: {ended.Message}");
        Assert.Equal(ended.Published, (await grid.Client.Models.ResolveAsync(new ModelRef(publish), Cancel)).Id);
    }

    [Fact]
    [Trait("Check", "F20")]
    public async Task Silo_DataFolderReadOnlyForAWhile_RefusesChangesAndKeepsServing()
    {
        using SmallDisk disk = SmallDisk.Mount(96);
        using TemporaryFolder source = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(disk.FullName);
        SearchRequest search = await PrepareAsync(grid, source);
        SearchResult before = await grid.Client.Search.SearchAsync(search, Cancel);
        AddItemsRequest request = Request(source.FullName);

        disk.MakeReadOnly(true);
        GridException add = await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.StartAddAsync(Large, request, Cancel));
        GridException delete = await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.DeleteAsync(Small, Cancel));
        GridException alias = await Assert.ThrowsAsync<GridException>(() => grid.Client.Models.SetAliasAsync(
            search.Model.Name, new SetAliasRequest { Operation = OperationId.New(), Alias = "champion", Target = "latest" }, Cancel));
        Assert.All([add, delete, alias], error => Assert.Equal(GridProblem.Unavailable, error.Problem));
        Assert.All([add, delete, alias], error => Assert.Contains("read-only", error.Message, StringComparison.Ordinal));
        AssertSame(before, await grid.Client.Search.SearchAsync(search, Cancel));

        disk.MakeReadOnly(false);
        await grid.Client.Datasets.StartAddAsync(Large, request, Cancel);
        Assert.Equal(JobState.Completed, (await grid.EndAsync(Large, request)).State);
        AssertSame(before, await grid.Client.Search.SearchAsync(search, Cancel));
        await grid.Client.Datasets.DeleteAsync(Small, Cancel);
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.GetAsync(Small, Cancel))).Problem);
    }

    private static async Task<SessionInfo> EndAsync(FallingGrid grid, SessionId session)
    {
        while (true)
        {
            SessionInfo info = await grid.Client.Sessions.GetAsync(session, Cancel);
            if (info.State is SessionState.Completed or SessionState.Failed or SessionState.Cancelled)
                return info;
            await Task.Delay(20, Cancel);
        }
    }

    // A small set, embedded, and a search that finds in it.
    private static async Task<SearchRequest> PrepareAsync(FallingGrid grid, TemporaryFolder source)
    {
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        AddItemsRequest request = Request(source.FullName);
        await grid.Client.Datasets.StartAddAsync(Small, request, Cancel);
        IngestStatus added = await grid.EndAsync(Small, request);
        Assert.True(added.State == JobState.Completed, added.Message);
        ModelVersionId model = await grid.Client.TrainAsync(SmallRecipe.Specification(new DatasetRef(Small), ModelName.Parse("tiny"), stepCount: 2));
        await grid.Client.Embeddings.EmbedAsync(new DatasetRef(Small), new ModelRef(model.Name), cancellationToken: Cancel);
        return new SearchRequest { Dataset = new DatasetRef(Small), Model = new ModelRef(model.Name), Terms = [new SearchTerm { Text = "cat" }], Top = 20 };
    }

    private static AddItemsRequest Request(string path) => new()
    {
        Operation = OperationId.New(),
        Source = new DatasetSource { Kind = SourceKind.Path, Location = path },
        Options = new IngestOptions { MaxPartitionItems = 50 },
    };

    private static void AssertSame(SearchResult expected, SearchResult found)
    {
        Assert.False(found.IsPartial);
        Assert.Equal(expected.Hits.Select(hit => (hit.Item.Key, Math.Round(hit.Score, 4))), found.Hits.Select(hit => (hit.Item.Key, Math.Round(hit.Score, 4))));
    }
}
