using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Clients that search through an alias without a pause, and which version each answer named.</summary>
internal sealed class AliasLoad : IAsyncDisposable
{
    private readonly BusyClients _clients = new();
    private readonly ConcurrentQueue<(TimeSpan Asked, ModelVersionId Model)> _answers = [];
    private readonly long _begin = Stopwatch.GetTimestamp();

    /// <summary>What each version finds for each text.</summary>
    public required IReadOnlyDictionary<ModelVersionId, ImmutableArray<KnownAnswer>> Known { get; init; }

    /// <summary>The alias.</summary>
    public required ModelRef Alias { get; init; }

    /// <summary>Since the load began.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_begin);

    /// <summary>Which version each answer named, and when it was asked for.</summary>
    public ImmutableArray<(TimeSpan Asked, ModelVersionId Model)> Answers => [.. _answers];

    /// <summary>Begins.</summary>
    public Task StartAsync(ClusterGrid grid, int clientCount) => _clients.StartAsync(grid, clientCount, SearchAsync);

    /// <summary>Ends it; an error, or an answer that mixes versions, fails the test here.</summary>
    public Task StopAsync() => _clients.StopAsync();

    public ValueTask DisposeAsync() => _clients.DisposeAsync();

    private async Task SearchAsync(ClipGridClient client, int i)
    {
        int textCount = Known.Values.First().Length;
        await Task.Delay(Pace.Breath, TestContext.Current.CancellationToken);
        TimeSpan asked = Now;
        SearchResult found = await client.Search.SearchAsync(
            new SearchRequest { Dataset = DatasetRef.Parse("emoji"), Model = Alias, Terms = [new SearchTerm { Text = Known.Values.First()[i % textCount].Text }], Top = 10 },
            TestContext.Current.CancellationToken);
        Assert.False(found.IsPartial);
        Known[found.Model][i % textCount].AssertFound(found.Hits.Select(hit => (hit.Item.Key, hit.Score)));
        _answers.Enqueue((asked, found.Model));
    }
}
