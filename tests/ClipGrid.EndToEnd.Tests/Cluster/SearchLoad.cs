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
    private readonly BusyClients _clients = new();
    private readonly ConcurrentQueue<(TimeSpan At, string? Fault)> _answers = [];
    private readonly long _begin = Stopwatch.GetTimestamp();

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
        await load._clients.StartAsync(grid, clientCount, (client, i) => load.SearchAsync(grid, client, i));
        return load;
    }

    /// <summary>Waits until so many more answers have come.</summary>
    public Task GoOnAsync(int count)
    {
        int goal = Count + count;
        return _clients.ReachAsync(() => Count >= goal);
    }

    /// <summary>Ends it after the answers that are awaited; a wrong one fails the test here.</summary>
    public Task StopAsync() => _clients.StopAsync();

    public ValueTask DisposeAsync() => _clients.DisposeAsync();

    private async Task SearchAsync(ClusterGrid grid, ClipGridClient client, int i)
    {
        KnownAnswer known = grid.Known[i % grid.Known.Length];
        SearchResult result;
        try
        {
            await Task.Delay(Pace.Breath, TestContext.Current.CancellationToken);
            result = await client.FindAsync("emoji", grid.Model, known.Text);
        }
        catch (Contracts.Errors.GridException error)
        {
            _answers.Enqueue((Now, $"{error.Problem}: {error.Message}"));
            return;
        }
        if (!result.IsPartial)
            known.AssertFound(result.Hits.Select(hit => (hit.Item.Key, hit.Score)));
        _answers.Enqueue((Now, result.IsPartial ? $"{result.Missing.Length} missing: {result.Missing[0].Reason}" : null));
    }
}
