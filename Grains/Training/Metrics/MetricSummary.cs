using System.Runtime.InteropServices;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// The blocks of a range's chunks in one blob, so that a long history is read from few. It only repeats what the chunks say: what it
/// has of a chunk that has grown, was cut or replaced is known by name and length, and is passed over.
/// After the 16 bytes of <see cref="WordWriter"/> (<c>CGBLOCKS</c>, format 1, check sum): the number of chunks; for each its first step,
/// epoch, cut, length of the blob, 1 if it is JSON, and last step (int64); then, block by block, samples and ticks (int64), then for
/// each block and curve the least value, the greatest, the sum and the count of the finite ones (float64).
/// </summary>
internal static class MetricSummary
{
    /// <summary>Steps of a summary: a million have four.</summary>
    public const int Steps = 64 * MetricChunk.Grid;

    private const string Kind = "CGBLOCKS";
    private const int Format = 1;
    private const int EntryWords = 6;
    private const int StatisticsWords = 4 * MetricColumns.SeriesCount;

    /// <summary>The summary in which a chunk is, from 0.</summary>
    public static long NumberOf(long firstStep) => (firstStep - 1) / Steps;

    /// <summary>Writes a summary.</summary>
    public static byte[] Write(IReadOnlyCollection<KeyValuePair<MetricChunk, MetricBlocks>> entries)
    {
        WordWriter writer = new(Kind, Format, 1 + entries.Sum(entry => EntryWords + (2L + StatisticsWords) * entry.Value.Ticks.Length));
        writer.Write(entries.Count);
        foreach ((MetricChunk chunk, MetricBlocks blocks) in entries)
        {
            ReadOnlySpan<long> entry = [chunk.FirstStep, chunk.Generation.Epoch, chunk.Generation.Cut, chunk.Length, chunk.IsJson ? 1 : 0, blocks.LastStep];
            writer.Write(entry);
            writer.Write(blocks.SampleCounts);
            writer.Write(blocks.Ticks);
            writer.Write(MemoryMarshal.Cast<MetricStatistics, double>((ReadOnlySpan<MetricStatistics>)blocks.Statistics));
        }
        return writer.Complete();
    }

    /// <summary>Reads a summary.</summary>
    /// <exception cref="GridException">Corrupt. NewerFormat.</exception>
    public static List<KeyValuePair<MetricChunk, MetricBlocks>> Read(string name, ReadOnlySpan<byte> bytes)
    {
        WordReader reader = new(name, bytes, Kind, Format);
        List<KeyValuePair<MetricChunk, MetricBlocks>> entries = [];
        for (long left = reader.Read(); left > 0; left--)
        {
            MetricChunk chunk = new(reader.Read(), new MetricGeneration(reader.Read(), (int)reader.Read()), reader.Read(), reader.Read() != 0);
            long last = reader.Read();
            if (chunk.FirstStep < 1 || MetricBlocks.CountOf(chunk.FirstStep, last) > reader.Count)
                throw reader.Corrupt($"it has a chunk of the steps {chunk.FirstStep} to {last}.");
            MetricBlocks blocks = new(chunk.FirstStep, last);
            reader.Read(blocks.SampleCounts);
            reader.Read(blocks.Ticks);
            reader.Read(MemoryMarshal.Cast<MetricStatistics, double>(blocks.Statistics.AsSpan()));
            entries.Add(new(chunk, blocks));
        }
        return entries;
    }
}
