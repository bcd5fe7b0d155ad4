using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Reads whole sources for tests.</summary>
internal static class SourceReading
{
    /// <summary>All samples at a path.</summary>
    public static async Task<List<SourceSample>> ReadAsync(string path, DatasetFormat format = DatasetFormat.Auto, IngestOptions? options = null, long skip = 0)
    {
        await using ISampleSource source = SampleSources.Open(path, format, options ?? new IngestOptions());
        List<SourceSample> samples = [];
        await foreach (SourceSample sample in source.ReadAsync(skip, TestContext.Current.CancellationToken))
            samples.Add(sample);
        return samples;
    }

    /// <summary>Why a path cannot be opened.</summary>
    public static GridException Fault(string path, DatasetFormat format = DatasetFormat.Auto, IngestOptions? options = null) =>
        Assert.Throws<GridException>(() => SampleSources.Open(path, format, options ?? new IngestOptions()));

    /// <summary>The samples as short lines, "key: caption|caption [label]" or "where: Reason": what a test compares.</summary>
    public static string[] Told(IEnumerable<SourceSample> samples) =>
    [
        .. samples.Select(sample => sample.Refusal is { } refusal
            ? $"{refusal.Where}: {refusal.Reason}"
            : $"{sample.Key}: {string.Join('|', sample.Captions)}{(sample.Label is null ? "" : $" [{sample.Label}]")}"),
    ];

    /// <summary>Number of samples to take in, and of refusals.</summary>
    public static (int Good, int Bad) Count(IReadOnlyCollection<SourceSample> samples) =>
        (samples.Count(sample => sample.Refusal is null), samples.Count(sample => sample.Refusal is not null));
}
