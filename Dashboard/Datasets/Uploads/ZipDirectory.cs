using System.Buffers.Binary;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>
/// How large the list of files at the end of a zip is, found without reading the list: a zip of two gigabytes may list fifty million
/// files, which its reader would all hold in memory.
/// </summary>
internal static class ZipDirectory
{
    // "PK\5\6", four numbers of two bytes (disks and counts), size and offset of the list, length of the comment.
    private const int EndLength = 22;
    private const uint EndMark = 0x06054b50;
    // "PK\6\7", a disk, the offset of the long form of the end, disks.
    private const int LocatorLength = 20;
    private const uint LocatorMark = 0x07064b50;
    // "PK\6\6"; the offset of the list is its last member.
    private const uint LongEndMark = 0x06064b50;
    private const int LongEndOffset = 48;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>The bytes from where the list begins to the end of the file: the list is no longer than that.</summary>
    /// <exception cref="GridException">Invalid: it is no zip.</exception>
    public static async Task<long> MeasureAsync(Stream zip, CancellationToken cancellationToken)
    {
        byte[] tail = new byte[Math.Min(zip.Length, EndLength + LongestComment + LocatorLength)];
        long start = zip.Length - tail.Length;
        await ReadAsync(zip, start, tail, cancellationToken);
        for (int end = tail.Length - EndLength; end >= 0; end--)
        {
            if (Mark(tail, end) != EndMark)
                continue;
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
            if (offset == uint.MaxValue && end >= LocatorLength && Mark(tail, end - LocatorLength) == LocatorMark)
                offset = await LongOffsetAsync(zip, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - LocatorLength + 8)), cancellationToken);
            return offset >= 0 && offset <= start + end ? zip.Length - offset : throw NoZip();
        }
        throw NoZip();
    }

    private static async Task<long> LongOffsetAsync(Stream zip, long at, CancellationToken cancellationToken)
    {
        byte[] end = new byte[LongEndOffset + sizeof(long)];
        if (at < 0 || at > zip.Length - end.Length)
            throw NoZip();
        await ReadAsync(zip, at, end, cancellationToken);
        return Mark(end, 0) == LongEndMark ? BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(LongEndOffset)) : throw NoZip();
    }

    private static uint Mark(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static async Task ReadAsync(Stream zip, long at, byte[] bytes, CancellationToken cancellationToken)
    {
        zip.Position = at;
        await zip.ReadExactlyAsync(bytes, cancellationToken);
        zip.Position = 0;
    }

    private static GridException NoZip() => new(GridProblem.Invalid, "This is no sound zip: it may be cut off, or another kind of file. Pack it again.");
}
