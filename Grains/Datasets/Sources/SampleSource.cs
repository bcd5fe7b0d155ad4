using System.Runtime.CompilerServices;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>A source that reads files where it stands: every format's common part. It holds no file between two readings.</summary>
internal abstract class SampleSource : ISampleSource
{
    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public virtual long? TotalCount => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceSample> ReadAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        // The first read may be a long one: the caller gets its thread back before it.
        await Task.Yield();
        foreach (SourceSample sample in Read(skip, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return sample;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The samples after the first <paramref name="skip"/>.</summary>
    protected abstract IEnumerable<SourceSample> Read(long skip, CancellationToken cancellationToken);
}
