namespace ClipGrid.Contracts.Client;

/// <summary>
/// Hears when the client loses the connection to a silo. What was on its way to that silo, or to be answered by it, may then be answered
/// by nobody, and Orleans says so only when the call's own time is over. Safe for any number of callers.
/// </summary>
internal sealed class GatewayLosses
{
    private TaskCompletionSource _next = NewSignal();

    /// <summary>Completes at the next loss.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>A connection was lost.</summary>
    public void Happen() => Interlocked.Exchange(ref _next, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
