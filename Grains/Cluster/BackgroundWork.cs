using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster;

/// <summary>
/// The silo's long work, off the grains' turns: one piece for a key, each cancelled by its key or by the end of the silo, each failure
/// logged. Safe for any number of callers.
/// </summary>
public sealed class BackgroundWork(ILogger<BackgroundWork> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RunningWork> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    private int _hasEnded;

    /// <summary>Starts a piece on the thread pool. False if one of that key runs, or the silo ends.</summary>
    /// <param name="key">Names it, for example <c>ingest/emoji</c>.</param>
    /// <param name="work">Does it; what it throws is logged, so it reports its own failures to whom they concern.</param>
    public bool TryStart(string key, Func<CancellationToken, Task> work)
    {
        if (_ending.IsCancellationRequested)
            return false;
        RunningWork piece = new(CancellationTokenSource.CreateLinkedTokenSource(_ending.Token));
        if (!_running.TryAdd(key, piece))
        {
            piece.Cancellation.Dispose();
            return false;
        }
        // A grain's task scheduler must not run it: the default one does.
        _ = Task.Run(() => RunAsync(key, piece, work), CancellationToken.None);
        return true;
    }

    /// <summary>Whether a piece of that key runs.</summary>
    public bool IsRunning(string key) => _running.ContainsKey(key);

    /// <summary>Asks a piece to end; returns a task that completes when it has. Without effect where none runs.</summary>
    public async Task CancelAsync(string key)
    {
        if (!_running.TryGetValue(key, out RunningWork? piece))
            return;
        await piece.CancelAsync().ConfigureAwait(false);
        await piece.Ended.Task.ConfigureAwait(false);
    }

    /// <summary>Completes when no piece of that key runs.</summary>
    public Task WhenEndedAsync(string key) => _running.TryGetValue(key, out RunningWork? piece) ? piece.Ended.Task : Task.CompletedTask;

    /// <summary>Cancels everything and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return;
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Values.Select(piece => piece.Ended.Task)).ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task RunAsync(string key, RunningWork piece, Func<CancellationToken, Task> work)
    {
        // The call that began it is answered long before it ends: it is no part of that call's trace.
        Activity.Current = null;
        try
        {
            await work(piece.Cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (piece.Cancellation.IsCancellationRequested)
        {
            logger.LogInformation("{Work} was stopped.", key);
        }
#pragma warning disable CA1031 // The last to hear of it: what is not logged here is lost.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.LogError(error, "{Work} failed.", key);
        }
        finally
        {
            _running.TryRemove(key, out _);
            piece.End();
        }
    }
}
