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
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentQueue<(TimeSpan Asked, ModelVersionId Model)> _answers = [];
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly List<ClipGridClient> _clients = [];
    private Task[] _searchers = [];

    /// <summary>What each version finds for each text.</summary>
    public required IReadOnlyDictionary<ModelVersionId, ImmutableArray<(string Text, ImmutableArray<string> Keys)>> Known { get; init; }

    /// <summary>The alias.</summary>
    public required ModelRef Alias { get; init; }

    /// <summary>Since the load began.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_begin);

    /// <summary>Which version each answer named, and when it was asked for.</summary>
    public ImmutableArray<(TimeSpan Asked, ModelVersionId Model)> Answers => [.. _answers];

    /// <summary>Begins.</summary>
    public async Task StartAsync(ClusterGrid grid, int clientCount)
    {
        for (int i = 0; i < clientCount; i++)
            _clients.Add(await grid.ConnectAsync());
        _searchers = [.. _clients.Select((client, i) => Task.Run(() => SearchAsync(client, i)))];
    }

    /// <summary>Ends it; an error, or an answer that mixes versions, fails the test here.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_searchers);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (Task searcher in _searchers)
            await searcher.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (ClipGridClient client in _clients)
            await client.DisposeAsync();
        _end.Dispose();
    }

    private async Task SearchAsync(ClipGridClient client, int first)
    {
        int textCount = Known.Values.First().Length;
        for (int i = first; !_end.IsCancellationRequested; i++)
        {
            await Task.Delay(Pace.Breath, TestContext.Current.CancellationToken);
            TimeSpan asked = Now;
            SearchResult found = await client.Search.SearchAsync(
                new SearchRequest { Dataset = DatasetRef.Parse("emoji"), Model = Alias, Terms = [new SearchTerm { Text = Known.Values.First()[i % textCount].Text }], Top = 10 },
                TestContext.Current.CancellationToken);
            Assert.False(found.IsPartial);
            Assert.Equal(Known[found.Model][i % textCount].Keys, found.Hits.Select(hit => hit.Item.Key));
            _answers.Enqueue((asked, found.Model));
        }
    }
}
