using System.Buffers.Binary;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources.Idx;

/// <summary>
/// One of MNIST's files, plain or gzip: 0, 0, 8 (bytes), the number of dimensions, each dimension in 4 bytes, the highest first; then
/// the bytes. What follows the declared bytes is never read.
/// </summary>
internal sealed class IdxFile : IDisposable
{
    private const long LargestPicture = 1L << 26;
    private readonly FileStream _file;
    private readonly Stream _bytes;
    private readonly long _start;

    private IdxFile(FileStream file, string name, int dimensionCount)
    {
        _file = file;
        Name = name;
        _bytes = GzipSource.Is(file) ? new GzipSource(file) : file;
        byte[] header = new byte[4 * (1 + dimensionCount)];
        try
        {
            _bytes.ReadExactly(header);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Unusable($"ends within its header of {header.Length} bytes: {e.Message}");
        }
        int magic = BinaryPrimitives.ReadInt32BigEndian(header);
        if (magic != (0x0800 | dimensionCount))
            throw Unusable($"begins with {magic:X8} instead of {0x0800 | dimensionCount:X8}, so it is no idx file of {(dimensionCount == 1 ? "labels" : "pictures")}");
        Dimensions = [.. Enumerable.Range(1, dimensionCount).Select(i => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * i)))];
        Stride = Dimensions.Skip(1).Aggregate(1L, (product, size) => size is > 0 and <= 1 << 16 ? product * size : 0);
        if (Dimensions[0] < 0 || Stride is <= 0 or > LargestPicture)
            throw Unusable($"declares {string.Join(" x ", Dimensions)}, which is not possible");
        _start = header.Length;
    }

    /// <summary>Its file name.</summary>
    public string Name { get; }

    /// <summary>Its dimensions; the first is the number of items.</summary>
    public int[] Dimensions { get; }

    /// <summary>Bytes of one item.</summary>
    public long Stride { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">An absolute path without links.</param>
    /// <param name="dimensionCount">1 for labels, 3 for pictures.</param>
    /// <exception cref="GridException">Invalid: it is not such a file.</exception>
    public static IdxFile Open(string path, int dimensionCount)
    {
        string name = Path.GetFileName(path);
        if (SourceFile.Open(path, name, out FileStream? file, bufferSize: 1 << 16) is { } problem)
            throw new GridException(GridProblem.Invalid, problem.Message);
        try
        {
            return new IdxFile(file!, name, dimensionCount);
        }
        catch
        {
            file!.Dispose();
            throw;
        }
    }

    /// <summary>Passes over items at the beginning; how many there were, if the file ends or is damaged before.</summary>
    public long Skip(long count, CancellationToken cancellationToken)
    {
        if (_bytes.CanSeek)
        {
            long there = Math.Min(count, (_bytes.Length - _start) / Stride);
            _bytes.Position = _start + there * Stride;
            return there;
        }
        byte[] item = new byte[Stride];
        long passed = 0;
        try
        {
            for (; passed < count && TryRead(item); passed++)
                cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The reader that comes here without skipping tells what is wrong.
            return passed;
        }
        return passed;
    }

    /// <summary>Reads the next item; false if the file ends before its end.</summary>
    /// <exception cref="InvalidDataException">The gzip is damaged.</exception>
    public bool TryRead(Span<byte> item) => _bytes.ReadAtLeast(item, item.Length, throwOnEndOfStream: false) == item.Length;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes != _file)
            _bytes.Dispose();
        _file.Dispose();
    }

    private GridException Unusable(string fault) => new(GridProblem.Invalid, $"{GridName.Shown(Name)} {fault}: is it the right file, and whole?");
}
