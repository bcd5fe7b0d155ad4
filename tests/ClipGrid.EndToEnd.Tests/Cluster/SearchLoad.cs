using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Search;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Clients that search without a pause, and what became of each search.</summary>
internal sealed class SearchLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentQueue<(TimeSpan At, string? Fault)> _answers = [];
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly List<ClipGridClient> _clients = [];
    private Task[] _searchers = [];

    private SearchLoad()
    {
    }

    /// <summary>Since the load began.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_begin);

    /// <summary>How many answers there were.</summary>
    public int Count => _answers.Count;

    /// <summary>Answers that were an error or lacked a partition, with when they came.</summary>
    public ImmutableArray<(TimeSpan At, string Fault)> Faults => [.. _answers.Where(answer => answer.Fault is not null).Select(answer => (answer.At, answer.Fault!))];

    /// <summary>Begins.</summary>
    public static async Task<SearchLoad> StartAsync(ClusterGrid grid, int clientCount)
    {
        SearchLoad load = new();
        for (int i = 0; i < clientCount; i++)
            load._clients.Add(await grid.ConnectAsync());
        load._searchers = [.. load._clients.Select((client, i) => Task.Run(() => load.SearchAsync(grid, client, i)))];
        return load;
    }

    /// <summary>Waits until so many more answers have come.</summary>
    public async Task GoOnAsync(int count)
    {
        int goal = Count + count;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (Count < goal)
            await Task.Delay(20, patience.Token);
    }

    /// <summary>Ends it; a wrong answer fails the test here.</summary>
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

    private async Task SearchAsync(ClusterGrid grid, ClipGridClient client, int first)
    {
        for (int i = first; !_end.IsCancellationRequested; i++)
        {
            (string text, ImmutableArray<string> keys) = grid.Known[i % grid.Known.Length];
            SearchResult result;
            try
            {
                await Task.Delay(Pace.Breath, _end.Token);
                result = await client.FindAsync("emoji", grid.Model, text).WaitAsync(_end.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Contracts.Errors.GridException error)
            {
                _answers.Enqueue((Now, $"{error.Problem}: {error.Message}"));
                continue;
            }
            if (!result.IsPartial)
                Assert.Equal(keys, result.Hits.Select(hit => hit.Item.Key));
            _answers.Enqueue((Now, result.IsPartial ? $"{result.Missing.Length} missing: {result.Missing[0].Reason}" : null));
        }
    }
}
