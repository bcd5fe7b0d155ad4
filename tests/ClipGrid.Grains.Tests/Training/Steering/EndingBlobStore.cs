using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Training.Checkpoints;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>A store that ends its run at a call, which is not done.</summary>
internal sealed class EndingBlobStore(IBlobStore store, Func<string, bool> ends) : WrappedBlobStore(store)
{
    /// <summary>Ends the run.</summary>
    public Action End { get; set; } = () => { };

    /// <summary>Whether that happened.</summary>
    public bool HasEnded { get; private set; }

    protected override Task<T> AroundAsync<T>(string call, Func<Task<T>> actAsync)
    {
        if (HasEnded || !ends(call))
            return actAsync();
        HasEnded = true;
        End();
        throw new OperationCanceledException("The run ends here.");
    }
}
