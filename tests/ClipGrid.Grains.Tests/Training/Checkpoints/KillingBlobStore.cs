using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>A process's view of a store, which ends with the process: at a call, before it is done or after that.</summary>
internal sealed class KillingBlobStore(IBlobStore store, int killAt, bool isAfter) : WrappedBlobStore(store)
{
    /// <summary>The calls so far.</summary>
    public List<string> Calls { get; } = [];

    protected override async Task<T> AroundAsync<T>(string call, Func<Task<T>> actAsync)
    {
        int number = Calls.Count;
        Calls.Add(call);
        if (number > killAt || (number == killAt && !isAfter))
            throw new KilledException();
        T result = await actAsync();
        return number == killAt ? throw new KilledException() : result;
    }
}
