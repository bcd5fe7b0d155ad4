using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Client;

/// <summary>
/// Calls grains for the client's parts: sends again what was lost on its way, or may have been lost with a silo, and turns failures into <see cref="GridException"/>.
/// Sending again is harmless because every command carries an id or an offset that makes it take effect once.
/// </summary>
internal sealed class GridCalls(IGrainFactory grains, ClipGridClientOptions options, Func<ValueTask<CallerClaim>> caller, GatewayLosses losses, TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1.5)];
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRepeat = TimeSpan.FromSeconds(25);
    private volatile bool _isClosed;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The silos that the client loses.</summary>
    public GatewayLosses Losses => losses;

    /// <summary>The client's options.</summary>
    public ClipGridClientOptions Options => options;

    /// <summary>From now on every call throws <see cref="ObjectDisposedException"/>.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Calls a grain.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="isRepeatable">False where its answer is given only once, so that it must not overtake itself.</param>
    public async Task<T> AskAsync<T>(Func<IGrainFactory, Task<T>> call, CancellationToken cancellationToken, bool isRepeatable = true)
    {
        for (int attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfClosed();
            try
            {
                (await caller()).Show();
                return isRepeatable ? await AnswerAsync(call, cancellationToken) : await call(grains);
            }
            catch (Exception e) when (attempt < Pauses.Length && GridFailures.IsLostOnTheWay(e) && !_isClosed)
            {
                await Task.Delay(Pauses[attempt], time, cancellationToken);
            }
            catch (Exception e) when (e is not GridException)
            {
                throw Told(e, cancellationToken);
            }
        }
    }

    /// <summary>Calls a grain that answers nothing.</summary>
    public Task TellAsync(Func<IGrainFactory, Task> call, CancellationToken cancellationToken) =>
        AskAsync<bool>(
            async factory =>
            {
                await call(factory);
                return true;
            },
            cancellationToken);

    /// <summary>The grains, for a stream that handles its own failures; the stream shows <see cref="CallerAsync"/> first.</summary>
    public IGrainFactory Grains()
    {
        ThrowIfClosed();
        return grains;
    }

    /// <summary>For whom calls are.</summary>
    public ValueTask<CallerClaim> CallerAsync() => caller();

    /// <summary>What a caller sees of a failure.</summary>
    public Exception Told(Exception e, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => new OperationCanceledException("The request was cancelled.", e, cancellationToken),
        _ when _isClosed => new ObjectDisposedException(nameof(ClipGridClient)),
        _ => GridFailures.Translate(e, options.Endpoint),
    };

    // Where a silo is lost meanwhile, the call is sent once more beside the first one, and whoever answers first is heard.
    private async Task<T> AnswerAsync<T>(Func<IGrainFactory, Task<T>> call, CancellationToken cancellationToken)
    {
        Task lost = losses.Next;
        Task<T> first = call(grains);
        if (await Task.WhenAny(first, lost) == first || await HasEndedAsync(first, cancellationToken))
            return await first;
        Task<T> again = RepeatAsync(call, cancellationToken);
        Task<T> sooner = await Task.WhenAny(first, again), later = sooner == first ? again : first;
        if (sooner.Exception?.InnerException is { } fault && GridFailures.IsLostOnTheWay(fault))
            return await later;
        // Nobody hears the other one any more, whatever becomes of it.
        _ = later.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await sooner;
    }

    // The others may take a while to miss the silo: until then the call may be refused, or lost with the next one.
    private async Task<T> RepeatAsync<T>(Func<IGrainFactory, Task<T>> call, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        while (true)
            try
            {
                return await AnswerAsync(call, cancellationToken);
            }
            catch (Exception e) when (GridFailures.IsLostOnTheWay(e) && time.GetElapsedTime(begin) < LongestRepeat && !_isClosed)
            {
                await Task.Delay(Grace, time, cancellationToken);
            }
    }

    // It may be on its way back from another silo.
    private async Task<bool> HasEndedAsync(Task call, CancellationToken cancellationToken) =>
        await Task.WhenAny(call, Task.Delay(Grace, time, cancellationToken)) == call || cancellationToken.IsCancellationRequested;

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_isClosed, typeof(ClipGridClient));
}
