using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Grid;

/// <summary>What several tests ask of a grid through the SDK, in this process, which is not the silo's.</summary>
internal static class GridClient
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<ClipGridClient> ConnectAsync(GridProcess grid) =>
        ClipGridClient.ConnectAsync(new ClipGridClientOptions { Endpoint = grid.Endpoint, PollInterval = TimeSpan.FromMilliseconds(50) }, Cancel);

    /// <summary>Streams files of this process's disk into a data set.</summary>
    public static Task<IngestStatus> AddAsync(this ClipGridClient client, string name, IEnumerable<string> paths, IngestOptions? options = null) =>
        client.Datasets.AddAsync(new AddDatasetRequest { Name = DatasetName.Parse(name), Paths = [.. paths], Options = options ?? new() }, cancellationToken: Cancel);

    /// <summary>Trains to the end; the model's version.</summary>
    public static async Task<ModelVersionId> TrainAsync(this ClipGridClient client, SessionSpecification specification)
    {
        SessionInfo session = await client.Sessions.StartAsync(specification, cancellationToken: Cancel);
        SessionInfo ended = await client.Sessions.WaitAsync(session.Id, cancellationToken: Cancel);
        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        return ended.Published!.Value;
    }

    public static async Task<SearchResult> FindAsync(this ClipGridClient client, string dataset, ModelVersionId model, string text, int top = 10) =>
        await client.Search.SearchAsync(new SearchRequest { Dataset = DatasetRef.Parse(dataset), Model = new ModelRef(model.Name, model.Digest.Value), Terms = [new SearchTerm { Text = text }], Top = top }, Cancel);

    /// <summary>Share of items whose first caption finds them among the first ten.</summary>
    public static async Task<double> RecallAt10Async(this ClipGridClient client, string dataset, ModelVersionId model)
    {
        List<ItemInfo> items = [];
        await foreach (ItemInfo item in client.Datasets.ListItemsAsync(DatasetRef.Parse(dataset), Cancel))
            items.Add(item);
        int found = 0;
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel }, async (item, _) =>
        {
            ImmutableArray<SearchHit> hits = (await client.FindAsync(dataset, model, item.Captions[0])).Hits;
            if (hits.Any(hit => hit.Item.Key == item.Key))
                Interlocked.Increment(ref found);
        });
        return (double)found / items.Count;
    }
}
