using System.Diagnostics;
using ClipGrid.Contracts.Client;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Clients of a grid that each do something again and again, until they are told to end.</summary>
internal sealed class BusyClients : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<ClipGridClient> _clients = [];
    private Task[] _work = [];

    /// <summary>Cancelled when they are to end.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Begins.</summary>
    /// <param name="grid">Whom they ask.</param>
    /// <param name="count">How many.</param>
    /// <param name="work">What each does the n-th time; counted from another number for each.</param>
    public async Task StartAsync(ClusterGrid grid, int count, Func<ClipGridClient, int, Task> work)
    {
        for (int i = 0; i < count; i++)
            _clients.Add(await grid.ConnectAsync());
        _work = [.. _clients.Select((client, first) => Task.Run(async () =>
        {
            for (int i = first; !_end.IsCancellationRequested; i++)
                await work(client, i);
        }))];
    }

    /// <summary>Waits until they have come to a point; what one of them threw is thrown here.</summary>
    /// <param name="isReached">Whether they have.</param>
    public async Task ReachAsync(Func<bool> isReached)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!isReached())
        {
            foreach (Task ended in _work.Where(work => work.IsCompleted))
                await ended;
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, $"The clients have not come further for {Patience.TotalMinutes} minutes.");
            await Task.Delay(20, _end.Token);
        }
    }

    /// <summary>Ends them; what one of them threw is thrown here.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_work);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (Task work in _work)
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (ClipGridClient client in _clients)
            await client.DisposeAsync();
        _end.Dispose();
    }
}
