using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// The bytes of a chunk. After the 16 bytes of <see cref="WordWriter"/> (<c>CGMETRIC</c>, format 1, check sum): the first step and the
/// number of points (int64), then a column a member, each as long as there are points: samples, time in ticks of UTC and memory bytes
/// (int64); loss, learning rate, gradient norm, logit scale, samples a second, update ratio, data wait and batch accuracy (float64, any
/// value, NaN included). 88 bytes a point.
/// </summary>
internal static class MetricChunkFormat
{
    private const string Kind = "CGMETRIC";
    private const int Format = 1;
    private const int HeaderWords = 2;

    private static readonly MetricSeries[] s_series =
    [
        MetricSeries.Loss, MetricSeries.LearningRate, MetricSeries.GradientNorm, MetricSeries.LogitScale,
        MetricSeries.SamplesPerSecond, MetricSeries.UpdateRatio, MetricSeries.DataWait, MetricSeries.BatchAccuracy,
    ];

    private static int PointWords => 3 + s_series.Length;

    /// <summary>Points in a blob of a length.</summary>
    public static long CountIn(long length) => Math.Max(0, length - WordWriter.HeaderLength - HeaderWords * sizeof(long)) / (PointWords * sizeof(long));

    /// <summary>Writes a chunk.</summary>
    public static byte[] Write(MetricColumns columns)
    {
        WordWriter writer = new(Kind, Format, HeaderWords + (long)PointWords * columns.Count);
        writer.Write(columns.FirstStep);
        writer.Write(columns.Count);
        writer.Write(columns.SampleCounts);
        writer.Write(columns.Ticks);
        writer.Write(columns.MemoryBytes);
        foreach (MetricSeries series in s_series)
            writer.Write(columns.Series(series));
        return writer.Complete();
    }

    /// <summary>Reads a chunk.</summary>
    /// <exception cref="GridException">Corrupt. NewerFormat.</exception>
    public static MetricColumns Read(string name, ReadOnlySpan<byte> bytes)
    {
        WordReader reader = new(name, bytes, Kind, Format);
        (long first, long count) = (reader.Read(), reader.Read());
        if (first < 1 || count < 0 || count != (long)reader.Count / PointWords || reader.Count % PointWords != 0)
            throw reader.Corrupt($"it has {reader.Count} words for {count} points from step {first} on.");
        MetricColumns columns = new(first, (int)count);
        reader.Read(columns.SampleCounts);
        reader.Read(columns.Ticks);
        reader.Read(columns.MemoryBytes);
        foreach (MetricSeries series in s_series)
            reader.Read(columns.Series(series));
        columns.ConvertMemory();
        return columns;
    }

    /// <summary>Reads a chunk of the first release: a JSON array of points, <c>[{"Step":1,"SampleCount":8,"Loss":0.5,…}]</c>. What it did not measure is 0.</summary>
    /// <exception cref="GridException">Corrupt.</exception>
    public static MetricColumns ReadJson(string name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return MetricColumns.Of(JsonSerializer.Deserialize<MetricPoint[]>(bytes));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new GridException(GridProblem.Corrupt, $"{name} is not what was written: {error.Message} Restore it from a backup, or start a new session.", error);
        }
    }
}
