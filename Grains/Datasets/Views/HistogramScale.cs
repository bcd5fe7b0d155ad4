using System.Collections.Immutable;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>The lower bounds of histograms: the same on every silo, so that histograms of partitions add up.</summary>
internal static class HistogramScale
{
    private const int TokenBins = 16;

    /// <summary>Sides of pictures, in pixels.</summary>
    public static ImmutableArray<long> Pixels { get; } =
        [0, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12_288, 16_384];

    /// <summary>Sizes of files, in bytes.</summary>
    public static ImmutableArray<long> Bytes { get; } = [0, .. Enumerable.Range(8, 19).Select(power => 1L << power)];

    /// <summary>Lengths of captions, in characters.</summary>
    public static ImmutableArray<long> Characters { get; } =
        [.. Enumerable.Range(0, 10).Select(ten => ten * 10L), 100, 120, 140, 160, 180, 200, 250, 300, 400, 500, 750, 1000, 2000, 5000, 10_000];

    /// <summary>Captions of an item.</summary>
    public static ImmutableArray<long> Captions { get; } = [.. Enumerable.Range(0, 11).Select(count => (long)count), 20, 50, 100];

    /// <summary>Tokens of a caption: even ranges up to the end of the context, which is a bound, then wider ones.</summary>
    public static ImmutableArray<long> Tokens(int contextLength)
    {
        long end = contextLength + 1L;
        long step = Math.Max(1, (end + TokenBins - 1) / TokenBins);
        List<long> bounds = [];
        for (long bound = 0; bound < end; bound += step)
            bounds.Add(bound);
        return [.. bounds, end, .. new[] { 2, 4, 8, 16 }.Select(times => times * end)];
    }
}
