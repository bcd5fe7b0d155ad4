using System.IO.Compression;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>
/// Unpacks gzip as it is read, and gives up on a bomb: once 64 MiB are out, they may not be more than 100 times what went in.
/// Damage is an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class GzipSource(Stream packed) : Stream
{
    private const long FreeBytes = 64L << 20;
    private const long MostTimes = 100;
    private readonly GZipStream _unpacked = new(packed, CompressionMode.Decompress);
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>Whether a seekable stream holds gzip; it is left at its beginning.</summary>
    public static bool Is(Stream stream)
    {
        Span<byte> magic = stackalloc byte[2];
        int read = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 2 && magic is [0x1F, 0x8B];
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
            Fill();
        int read = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, read).CopyTo(buffer);
        _start += read;
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Always the same amount: how much comes out before damage is found depends on it, and a reader that skips must find it at the same place.
    private void Fill()
    {
        (_start, _end) = (0, 0);
        int read = _unpacked.Read(_buffer);
        if (_position + read > FreeBytes && (_position + read) / MostTimes > packed.Position)
            throw new InvalidDataException($"it unpacks to more than {MostTimes} times its size");
        _end = read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }
}
