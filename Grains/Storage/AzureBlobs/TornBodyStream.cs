namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>A response's body, whose faults are <see cref="TornBodyException"/>.</summary>
internal sealed class TornBodyStream(Stream body) : ReadOnlyStream(0)
{
    /// <inheritdoc/>
    public override long Length => body.Length;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return body.Read(buffer);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new TornBodyException("The answer's body was torn off.", exception);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TornBodyException("The answer's body was torn off.", exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        body.Dispose();
        base.Dispose(disposing);
    }
}
