using System.Collections.Concurrent;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Clients that bring the same 200 pictures again and again, each time as a data set of its own, and a ledger of what was acknowledged.</summary>
internal sealed class IngestLoad : IAsyncDisposable
{
    /// <summary>Pictures of each data set.</summary>
    public const int ItemCount = 200;

    private readonly BusyClients _clients = new();
    private readonly ConcurrentQueue<string> _ledger = [];
    private readonly ClusterGrid _grid;
    private readonly string _prefix;
    private readonly TimeSpan _pause;
    private int _number;

    private IngestLoad(ClusterGrid grid, string prefix, TimeSpan pause) => (_grid, _prefix, _pause) = (grid, prefix, pause);

    /// <summary>How many data sets were acknowledged.</summary>
    public int AcknowledgedCount => _ledger.Count;

    /// <summary>Begins.</summary>
    /// <param name="grid">Where to.</param>
    /// <param name="prefix">What its data sets' names begin with.</param>
    /// <param name="clientCount">How many clients.</param>
    /// <param name="pause">Before each data set; otherwise a breath.</param>
    public static async Task<IngestLoad> StartAsync(ClusterGrid grid, string prefix, int clientCount = 1, TimeSpan? pause = null)
    {
        IngestLoad load = new(grid, prefix, pause ?? 10 * Pace.Breath);
        await load._clients.StartAsync(grid, clientCount, (client, _) => load.BringAsync(client));
        return load;
    }

    /// <summary>Waits until one more data set is acknowledged.</summary>
    public Task GoOnAsync()
    {
        int goal = AcknowledgedCount + 1;
        return _clients.ReachAsync(() => AcknowledgedCount >= goal);
    }

    /// <summary>Ends it after what is being brought; the names of what was acknowledged.</summary>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        await _clients.StopAsync();
        return _ledger;
    }

    /// <summary>What was acknowledged is there, all of it and once.</summary>
    public async Task AssertKeptAsync()
    {
        foreach (string name in _ledger)
            Assert.Equal(ItemCount, await _grid.CountAsync(name));
    }

    public ValueTask DisposeAsync() => _clients.DisposeAsync();

    private async Task BringAsync(ClipGridClient client)
    {
        string name = $"{_prefix}-{Interlocked.Increment(ref _number)}";
        try
        {
            await Task.Delay(_pause, CancellationToken.None);
            IngestStatus status = await client.AddAsync(name, [TestKit.Reference.Data("openmoji/folder/captions.csv")], new IngestOptions { MaxPartitionItems = 50 });
            Assert.Equal(ItemCount, status.ItemCount);
            _ledger.Enqueue(name);
        }
        catch (GridException error) when (error.Problem == GridProblem.Unavailable)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {error.Message}");
        }
    }
}
