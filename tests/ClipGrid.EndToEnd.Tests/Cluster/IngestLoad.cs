using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Somebody who brings the same 200 pictures again and again, each time as a data set of its own, and keeps a ledger of what was acknowledged.</summary>
internal sealed class IngestLoad : IAsyncDisposable
{
    /// <summary>Pictures of each data set.</summary>
    public const int ItemCount = 200;

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<string> _ledger = [];
    private readonly ClusterGrid _grid;
    private readonly ClipGridClient _client;
    private readonly Task _bringing;
    private int _acknowledgedCount;

    private IngestLoad(ClusterGrid grid, ClipGridClient client, string prefix, TimeSpan pause)
    {
        (_grid, _client) = (grid, client);
        _bringing = Task.Run(() => BringAsync(prefix, pause));
    }

    /// <summary>Begins.</summary>
    /// <param name="grid">Where to.</param>
    /// <param name="prefix">What its data sets' names begin with.</param>
    /// <param name="pause">Between two of them; otherwise a breath.</param>
    public static async Task<IngestLoad> StartAsync(ClusterGrid grid, string prefix, TimeSpan? pause = null) =>
        new(grid, await grid.ConnectAsync(), prefix, pause ?? 10 * Pace.Breath);

    /// <summary>How many data sets were acknowledged.</summary>
    public int AcknowledgedCount => Volatile.Read(ref _acknowledgedCount);

    /// <summary>Waits until one more data set is acknowledged.</summary>
    public async Task GoOnAsync()
    {
        int goal = Volatile.Read(ref _acknowledgedCount) + 1;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (Volatile.Read(ref _acknowledgedCount) < goal)
            await Task.Delay(50, patience.Token);
    }

    /// <summary>Ends it after what is being brought; the names of what was acknowledged.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _end.CancelAsync();
        await _bringing;
        return _ledger;
    }

    /// <summary>What was acknowledged is there, all of it and once.</summary>
    public async Task AssertKeptAsync()
    {
        foreach (string name in _ledger)
            Assert.Equal(ItemCount, await _grid.CountAsync(name));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _bringing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _client.DisposeAsync();
        _end.Dispose();
    }

    private async Task BringAsync(string prefix, TimeSpan pause)
    {
        string captions = TestKit.Reference.Data("openmoji/folder/captions.csv");
        for (int i = 0; !_end.IsCancellationRequested; i++)
            try
            {
                await Task.Delay(pause, CancellationToken.None);
                IngestStatus status = await _client.AddAsync($"{prefix}-{i}", [captions], new IngestOptions { MaxPartitionItems = 50 });
                Assert.Equal(ItemCount, status.ItemCount);
                _ledger.Add($"{prefix}-{i}");
                Volatile.Write(ref _acknowledgedCount, _ledger.Count);
            }
            catch (GridException error) when (error.Problem == GridProblem.Unavailable)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{prefix}-{i}: {error.Message}");
            }
    }
}
