using System.Diagnostics;
using System.Text.RegularExpressions;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>The archives that others broke.</summary>
[Collection<Alone>]
public sealed partial class HostileTarTests
{
    // Where the list leaves a choice, or counts what only decoding or knowing all keys can tell: what this reader says.
    private static readonly Dictionary<string, (int Good, int Bad)> Chosen = new()
    {
        ["bad-header-checksum.tar"] = (2, 1),
        ["device-and-fifo.tar"] = (8, 2),
        ["caption-1MB.tar"] = (7, 1),
        ["gzip-named-tar.tar"] = (8, 0),
        ["concatenated.tar"] = (8, 0),
        ["dots-in-key.tar"] = (9, 0),
        ["zero-bytes.tar"] = (0, 1),
        ["zero-blocks-only.tar"] = (0, 1),
        ["corrupt-image-member.tar"] = (8, 0),
        ["duplicate-key-apart.tar"] = (9, 0),
    };

    [Fact]
    [Trait("Check", "20")]
    public async Task ReadAsync_SyntheticArchives_GiveTheListedNumbers()
    {
        string list = await File.ReadAllTextAsync(Reference.Data("hostile/tars-synthetic/synthetic_tars.csv"), TestContext.Current.CancellationToken);
        List<string> faults = [];
        int count = 0;
        foreach (Match row in Row().Matches(list))
        {
            string file = row.Groups["file"].Value;
            (int Good, int Bad) expected = Chosen.TryGetValue(file, out (int, int) chosen)
                ? chosen
                : (int.Parse(row.Groups["good"].Value, null), int.Parse(row.Groups["bad"].Value, null));
            var clock = Stopwatch.StartNew();
            List<SourceSample> samples = await SourceReading.ReadAsync(Reference.Data("hostile/tars-synthetic/" + file));
            if (SourceReading.Count(samples) != expected || clock.Elapsed.TotalSeconds > 10)
                faults.Add($"{file}: {SourceReading.Count(samples)} after {clock.Elapsed}, not {expected}; {string.Join("; ", samples.Select(sample => sample.Refusal?.Message).OfType<string>())}");
            count++;
        }
        Assert.Empty(faults);
        Assert.Equal(31, count);
    }

    [Fact]
    [Trait("Check", "22")]
    public async Task ReadAsync_FuzzedArchives_EndQuicklyWithARefusal()
    {
        string[] files = Directory.GetFiles(Reference.Data("hostile/tars"), "*.tar");
        Assert.Equal(30, files.Length);
        foreach (string file in files)
        {
            var clock = Stopwatch.StartNew();
            List<SourceSample> samples = await SourceReading.ReadAsync(file, DatasetFormat.WebDataset);
            Assert.Equal(0, SourceReading.Count(samples).Good);
            Assert.NotEmpty(samples);
            Assert.All(samples, sample => Assert.NotEmpty(sample.Refusal!.Message));
            Assert.Equal(SourceReading.Told(samples), SourceReading.Told(await SourceReading.ReadAsync(file, DatasetFormat.WebDataset)));
            Assert.True(clock.Elapsed.TotalSeconds < 10, file);
        }
    }

    [Fact]
    [Trait("Check", "37")]
    public async Task ReadAsync_MillionTinyMembers_NeedsLittleMemory()
    {
        using var folder = new ScratchFolder();
        string path = Path.Combine(folder.Path, "many.tar");
        await using (FileStream tar = File.Create(path, 1 << 20))
            for (int i = 0; i < 1_000_000; i++)
                tar.Write(TarBuilder.Header(System.Text.Encoding.ASCII.GetBytes($"{i:D7}.txt"), '0', "00000000000"));
        await using ISampleSource source = SampleSources.Open(path, DatasetFormat.Auto, new IngestOptions());
        var clock = Stopwatch.StartNew();
        long before = GC.GetTotalMemory(forceFullCollection: true), count = 0, peak = 0;
        await foreach (SourceSample sample in source.ReadAsync(0, TestContext.Current.CancellationToken))
            if (++count % 250_000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        TestContext.Current.SendDiagnosticMessage($"{count} members in {clock.Elapsed.TotalSeconds:F1} s, {peak >> 20} MiB held at most");
        Assert.Equal(1_000_000, count);
        Assert.InRange(peak, 0, 200L << 20);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [GeneratedRegex(@"^(?<file>[^,]+\.tar),\d+,\w+,(?<good>[^,]*),(?<bad>[^,]*),", RegexOptions.Multiline)]
    private static partial Regex Row();
}
