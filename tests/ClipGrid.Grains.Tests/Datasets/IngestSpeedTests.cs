using System.Diagnostics;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Pictures;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>How fast ingest is, and how much memory it takes. Run explicitly, on a machine with nothing else to do.</summary>
[Collection<Alone>]
public sealed class IngestSpeedTests(ITestOutputHelper output) : IDisposable
{
    private const int PictureCount = 20_000;
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Explicit = true)]
    public async Task Add_TwentyThousandPictures_IsNearlyAsFastAsDecodingAndWritingThem()
    {
        string source = MakePictures();
        await RunAsync(source, "warm-up", new IngestOptions());
        // In turns: others may use the machine meanwhile.
        TimeSpan bare = TimeSpan.Zero, ingest = TimeSpan.Zero;
        long peak = 0;
        for (int round = 0; round < 3; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            DecodeAndWrite(source);
            bare += watch.Elapsed;
            (TimeSpan elapsed, long resident) = await RunAsync(source, $"round-{round}", new IngestOptions());
            (ingest, peak) = (ingest + elapsed, Math.Max(peak, resident));
        }
        double share = bare / ingest;
        output.WriteLine($"{3 * PictureCount / bare.TotalSeconds:N0} pictures/s bare, {3 * PictureCount / ingest.TotalSeconds:N0} pictures/s ingested: {share:P0}; at most {peak >> 20:N0} MiB resident");
        Assert.True(share > 0.8 && peak < 1L << 30, $"{share:P0}, {peak >> 20:N0} MiB");
    }

    private async Task<(TimeSpan Elapsed, long Peak)> RunAsync(string source, string name, IngestOptions options)
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.File(name)), siloCount: 1);
        AddItemsRequest request = DatasetCluster.Request(source, options);
        long peak = 0;
        Stopwatch watch = Stopwatch.StartNew();
        await cluster.Dataset("d").AddAsync(request, Cancellation);
        while (true)
        {
            IngestStatus status = await cluster.Dataset("d").GetIngestAsync(request.Operation, Cancellation);
            using Process self = Process.GetCurrentProcess();
            peak = Math.Max(peak, self.WorkingSet64);
            if (status.State != JobState.Running)
            {
                Assert.Equal((JobState.Completed, (long)PictureCount), (status.State, status.ItemCount));
                return (watch.Elapsed, peak);
            }
            await Task.Delay(100, Cancellation);
        }
    }

    private string MakePictures()
    {
        string folder = Directory.CreateDirectory(_folder.File("source/noise")).FullName;
        byte[][] pictures = [.. Enumerable.Range(0, 100).Select(seed => Smooth(seed))];
        for (int index = 0; index < PictureCount; index++)
            File.WriteAllBytes(Path.Combine(folder, $"{index}.jpg"), pictures[index % pictures.Length]);
        return Path.GetDirectoryName(folder)!;
    }

    private void DecodeAndWrite(string source)
    {
        PictureDecoder decoder = new();
        using FileStream target = File.Create(_folder.File("bare"));
        Parallel.ForEach(Directory.EnumerateFiles(Path.Combine(source, "noise")), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, file =>
        {
            byte[] bytes = File.ReadAllBytes(file);
            decoder.Decode(bytes).Dispose();
            lock (target)
                target.Write(bytes);
        });
        target.Flush(flushToDisk: true);
    }

    // Photographs have more edges than a gradient and fewer than noise: noise, magnified.
    private static byte[] Smooth(int seed)
    {
        using SKBitmap noise = SKBitmap.Decode(DrawnPictures.Noise(seed, 48, 36));
        using SKBitmap large = noise.Resize(new SKImageInfo(384, 288), new SKSamplingOptions(SKCubicResampler.Mitchell));
        using SKData data = large.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
