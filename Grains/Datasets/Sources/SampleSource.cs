using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Errors;

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
        using IEnumerator<SourceSample> samples = Read(skip, cancellationToken).GetEnumerator();
        while (MoveNext(samples))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return samples.Current;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    // A disk that fails is no damage in the source, and not the fault of whoever reads it.
    private bool MoveNext(IEnumerator<SourceSample> samples)
    {
        try
        {
            return samples.MoveNext();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GridException(GridProblem.Invalid, $"{Description} cannot be read: {error.Message} See that it is there and that the silo may read it, and send the ingest again.", error);
        }
        catch (IOException error)
        {
            throw new GridException(GridProblem.Unavailable, $"{Description} cannot be read: {error.Message} Check the disk that it lies on.", error);
        }
    }

    /// <summary>The samples after the first <paramref name="skip"/>.</summary>
    protected abstract IEnumerable<SourceSample> Read(long skip, CancellationToken cancellationToken);
}
