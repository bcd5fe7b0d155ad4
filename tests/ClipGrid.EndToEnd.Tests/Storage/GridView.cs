using System.Security.Cryptography;
using System.Text.Json;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Storage;

/// <summary>All that a client can see of a grid, as lines to compare: a line for each data set, item, model, session, metric and hit.</summary>
internal static class GridView
{
    private static readonly string[] Texts = ["two red circles", "a small blue square", "hearts left of rings", "three green triangles"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a silo on a data folder, looks at everything, and ends it.</summary>
    public static async Task<string[]> OfAsync(string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        using GridProcess silo = await GridProcess.StartAsync(folder, Cancel, environment);
        await using ClipGridClient client = await ClipGridClient.ConnectAsync(new ClipGridClientOptions { Endpoint = silo.Endpoint }, Cancel);
        List<string> lines = [];
        await foreach (DatasetInfo dataset in client.Datasets.ListAsync(cancellationToken: Cancel))
            await LookAsync(client, dataset, lines);
        await foreach (ModelInfo model in client.Models.ListAsync(cancellationToken: Cancel))
            lines.Add($"model {JsonSerializer.Serialize(model)}");
        await foreach (SessionInfo session in client.Sessions.ListAsync(cancellationToken: Cancel))
            await LookAsync(client, session, lines);
        foreach (string text in Texts)
            lines.Add($"hits {text}: {await FindAsync(client, text)}");
        Assert.Equal(0, await silo.TerminateAsync(Cancel));
        return [.. lines];
    }

    private static async Task LookAsync(ClipGridClient client, DatasetInfo dataset, List<string> lines)
    {
        lines.Add($"data set {JsonSerializer.Serialize(dataset)}");
        ItemInfo? last = null;
        await foreach (ItemInfo item in client.Datasets.ListItemsAsync(new DatasetRef(dataset.Name), Cancel))
            lines.Add($"item {JsonSerializer.Serialize(last = item)}");
        await using Stream picture = client.Datasets.OpenPicture(last!);
        lines.Add($"picture {Convert.ToHexStringLower(await SHA256.HashDataAsync(picture, Cancel))}");
    }

    private static async Task LookAsync(ClipGridClient client, SessionInfo session, List<string> lines)
    {
        lines.Add($"session {session.Id} {session.State} {session.Step} {session.Published} {JsonSerializer.Serialize(session.Specification)}");
        lines.AddRange((await client.Sessions.GetMetricsAsync(session.Id, 0, 1000, Cancel)).Select(point => $"metrics {JsonSerializer.Serialize(point)}"));
        lines.AddRange((await client.Sessions.GetCheckpointsAsync(session.Id, Cancel)).Select(checkpoint => $"checkpoint {JsonSerializer.Serialize(checkpoint)}"));
        lines.AddRange((await client.Sessions.GetEventsAsync(session.Id, cancellationToken: Cancel)).Select(happened => $"event {JsonSerializer.Serialize(happened)}"));
    }

    private static async Task<string> FindAsync(ClipGridClient client, string text)
    {
        SearchResult found = await client.Search.SearchAsync(
            new SearchRequest { Dataset = DatasetRef.Parse("demo"), Model = new ModelRef(ModelName.Parse("demo")), Terms = [new SearchTerm { Text = text }] }, Cancel);
        Assert.False(found.IsPartial);
        return string.Join(' ', found.Hits.Select(hit => $"{hit.Item.Key}={hit.Score:R}"));
    }
}
