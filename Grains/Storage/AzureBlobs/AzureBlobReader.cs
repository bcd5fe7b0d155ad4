using System.Buffers;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>Reads a range of a blob block by block into one buffer. A block that is torn off goes on where it ended, under the same tag.</summary>
internal sealed class AzureBlobReader : IDisposable
{
    private readonly BlobClient _blob;
    private readonly string _name;
    private readonly BlobPipeline _pipeline;
    private readonly BlobRange _range;
    private byte[]? _buffer;
    private int _filled;

    /// <summary>A reader that has read nothing yet.</summary>
    public AzureBlobReader(BlobClient blob, string name, BlobPipeline pipeline, BlobRange range, int blockSize)
    {
        _blob = blob;
        _name = name;
        _pipeline = pipeline;
        _range = range;
        BlockSize = (int)Math.Min(blockSize, range.Length);
        _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
    }

    /// <summary>The blob, once something was read.</summary>
    public BlobInfo? Info { get; private set; }

    /// <summary>Bytes of the range within the blob, once something was read.</summary>
    public long Length => Math.Min(_range.Length, Info!.Length - _range.Offset);

    /// <summary>The block that was read last.</summary>
    public ReadOnlyMemory<byte> Block => _buffer.AsMemory(0, _filled);

    private int BlockSize { get; }

    /// <summary>Reads the block that begins at a position of the range.</summary>
    public async Task FillAsync(long position, CancellationToken cancellationToken)
    {
        byte[] buffer = _buffer ?? throw new ObjectDisposedException(nameof(AzureBlobReader));
        _filled = 0;
        long start = _range.Offset + position;
        int wanted = Info is null ? BlockSize : (int)Math.Min(BlockSize, Length - position);
        await _pipeline.RunAsync($"reading {_name}", async (_, token) =>
        {
            using BlobDownloadStreamingResult answer = await _blob.DownloadStreamingAsync(
                new BlobDownloadOptions
                {
                    Range = new HttpRange(start + _filled, wanted - _filled),
                    Conditions = Info is null ? null : Tags.IfMatch(Info.ETag),
                },
                token).ConfigureAwait(false);
            Info ??= new BlobInfo(_name, TotalLength(answer.Details), Tags.Read(answer.Details.ETag));
            wanted = (int)Math.Min(wanted, Length - position);
            while (_filled < wanted)
            {
                int count = await answer.Content.ReadAsync(buffer.AsMemory(_filled, wanted - _filled), token).ConfigureAwait(false);
                if (count == 0)
                    throw new TornBodyException($"The answer's body ended after {_filled} of {wanted} bytes.");
                _filled += count;
            }
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        _buffer = null;
    }

    // "bytes 0-3/10"
    private static long TotalLength(BlobDownloadDetails details) =>
        details.ContentRange is { } range ? long.Parse(range.AsSpan(range.LastIndexOf('/') + 1), CultureInfo.InvariantCulture) : details.ContentLength;
}
