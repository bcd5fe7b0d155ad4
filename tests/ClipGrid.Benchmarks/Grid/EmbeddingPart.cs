using System.Diagnostics;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>Embedding a data set through the silo, from its shard to durable vectors, beside the bare encoder over the same files in memory.</summary>
internal sealed class EmbeddingPart(BenchSilo silo, TextWriter output)
{
    private const int PictureCount = 768;
    private const int Side = 256;

    internal async Task RunAsync()
    {
        string folder = BenchModel.WritePictures(Path.Combine(silo.Folder, "medium-pictures"), PictureCount, Side);
        ModelVersionId model = await silo.ImportAsync("medium", BenchModel.WriteMedium(Path.Combine(silo.Folder, "medium")));
        await silo.IngestAsync("medium", folder);
        ReadOnlyMemory<byte>[] files = [.. Directory.GetFiles(folder, "*.png").Select(file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file))];
        string[] captions = [.. Enumerable.Range(0, PictureCount).Select(i => $"number {i}")];
        using EncoderLease lease = await silo.Services.GetRequiredService<IEncoderHost>().GetAsync(model, default);
        await lease.Encoder.EmbedPicturesAsync(files[..64]);

        double before = await BareAsync(lease, files, captions);
        long start = Stopwatch.GetTimestamp();
        await silo.EmbedAsync("medium", model);
        double grid = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double after = await BareAsync(lease, files, captions);
        // Before and after: what else the machine did in between shows in both.
        double bare = (before + after) / 2;
        output.WriteLine($"embedding, {PictureCount} pictures and captions: bare encoder {PictureCount / before:F1} and {PictureCount / after:F1} a second, silo {PictureCount / grid:F1} a second, ratio {bare / grid:P0}");
    }

    private static async Task<double> BareAsync(EncoderLease lease, ReadOnlyMemory<byte>[] files, string[] captions)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(lease.Encoder.EmbedPicturesAsync(files), lease.Encoder.EmbedCutTextsAsync(captions));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
