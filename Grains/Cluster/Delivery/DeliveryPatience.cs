using System.Collections.Concurrent;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Cluster.Delivery;

/// <summary>
/// Sends a call between silos again while the silo of its grain is gone or going: until the others have taken it out of the cluster, its
/// grains cannot come up elsewhere. Sending again is harmless, because every command carries an id or an offset that makes it take effect
/// once. So neither a search nor a job in the background sees that a silo was started anew, or died.
/// </summary>
internal sealed class DeliveryPatience(TimeProvider time) : IOutgoingGrainCallFilter
{
    // A silo that dies is missed after 18 s at most; then its grains come up elsewhere.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Type, bool> _isPatient = [];

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        long begin = time.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception error) when (IsGone(error) && MayWait(context, time.GetElapsedTime(begin) + pause))
            {
                await Task.Delay(pause, time);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private bool MayWait(IOutgoingGrainCallContext context, TimeSpan waited) =>
        waited <= Longest && !context.Request.GetCancellationToken().IsCancellationRequested && _isPatient.GetOrAdd(context.InterfaceMethod.DeclaringType!, IsPatient);

    private static bool IsGone(Exception error) => error is SiloUnavailableException or OrleansMessageRejectionException;

    // Orleans' own grains have rules of their own.
    private static bool IsPatient(Type contract) =>
        (contract.Assembly == typeof(DeliveryPatience).Assembly || contract.Assembly == typeof(IDatasetGrain).Assembly)
        && !Attribute.IsDefined(contract, typeof(FailsFastAttribute));
}
