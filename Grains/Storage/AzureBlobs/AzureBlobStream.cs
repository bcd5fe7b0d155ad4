namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>What an <see cref="AzureBlobReader"/> reads, as a stream. Owns the reader, whose first block is there already.</summary>
internal sealed class AzureBlobStream(AzureBlobReader reader, CancellationToken opened) : ReadOnlyStream(reader.Length)
{
    private int _used;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => throw new NotSupportedException("A blob on the network is read asynchronously: use ReadAsync or CopyToAsync.");

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        opened.ThrowIfCancellationRequested();
        if (buffer.Length == 0 || Position == Length)
            return 0;
        if (_used == reader.Block.Length)
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(opened, cancellationToken);
            await reader.FillAsync(Position, either.Token).ConfigureAwait(false);
            _used = 0;
        }
        ReadOnlyMemory<byte> rest = reader.Block[_used..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _used += count;
        Advance(count);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        base.Dispose(disposing);
    }
}
