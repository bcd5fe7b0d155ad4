namespace ClipGrid.Grains.Storage;

/// <summary>An open blob.</summary>
/// <param name="info">What is known of the whole blob, also where a range of it is read.</param>
/// <param name="stream">Its bytes, or those of the range.</param>
public sealed class BlobContent(BlobInfo info, Stream stream) : IAsyncDisposable
{
    /// <summary>What is known of the whole blob.</summary>
    public BlobInfo Info { get; } = info;

    /// <summary>The bytes that were asked for, to be read asynchronously; ends with the content.</summary>
    public Stream Stream { get; } = stream;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
