using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Embedding;
using ClipGrid.Model.Evaluation;
using Microsoft.Extensions.DependencyInjection;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>A search through the silo beside the bare scan of the same vectors, and what a search costs that has next to nothing to scan.</summary>
internal sealed class SearchPart(BenchSilo silo, TextWriter output)
{
    private const int BlockRows = 512;
    private const int Top = 10;

    internal async Task RunAsync()
    {
        ISearchGrain search = silo.Grains.GetGrain<ISearchGrain>(0);
        Random random = new(99);
        SearchRequest small = Request("small", random);
        double[] overhead = (await Percentiles.MeasureAsync(300, 1000, () => search.SearchAsync(small, default)))[0];
        output.WriteLine($"search, {BenchModel.PictureCount} items in 1 partition: p50 {Percentiles.At(overhead, 0.5):F3} ms, p99 {Percentiles.At(overhead, 0.99):F3} ms");

        float[][] vectors = await silo.Wide.WriteAsync(silo.Services.GetRequiredService<VectorStore>(), silo.Model.Digest);
        SearchRequest wide = Request("wide", random);
        SearchResult first = await search.SearchAsync(wide, default);
        ScoredItem[] expected = Scan(vectors, wide.Terms[0].Vector.Span.ToArray());
        if (first.IsPartial || !first.Hits.Select(hit => hit.Item.Key).SequenceEqual(expected.Select(Key)))
            throw new InvalidOperationException("The silo and the bare scan find different items: the times would compare nothing.");
        float[] query = wide.Terms[0].Vector.ToArray();
        double[][] times = await Percentiles.MeasureAsync(
            10,
            100,
            () => Task.FromResult(Scan(vectors, query)),
            () => search.SearchAsync(wide, default));
        (double bare, double grid) = (Percentiles.At(times[0], 0.5), Percentiles.At(times[1], 0.5));
        output.WriteLine($"search, {WideDataset.PartitionCount * WideDataset.PartitionItemCount:N0} x {BenchModel.EmbedDim} in {WideDataset.PartitionCount} partitions: bare scan p50 {bare:F2} ms, silo p50 {grid:F2} ms, ratio {grid / bare:F2}");
    }

    private static SearchRequest Request(string dataset, Random random)
    {
        float[] query = [.. Enumerable.Range(0, BenchModel.EmbedDim).Select(_ => random.NextSingle() - 0.5f)];
        UnitVector.TryNormalize(query);
        return new SearchRequest { Dataset = DatasetRef.Parse(dataset), Model = ModelRef.Parse("small"), Terms = [new SearchTerm { Vector = query }], Top = Top };
    }

    // All cores over blocks of all vectors, then the best of the scores: nothing that could be left out.
    private static ScoredItem[] Scan(float[][] partitions, float[] query)
    {
        float[] scores = new float[WideDataset.PartitionCount * WideDataset.PartitionItemCount];
        int blockCount = (WideDataset.PartitionItemCount + BlockRows - 1) / BlockRows;
        Parallel.For(0, partitions.Length * blockCount, block =>
        {
            (int partition, int part) = (block / blockCount, block % blockCount);
            int start = part * BlockRows;
            int count = Math.Min(BlockRows, WideDataset.PartitionItemCount - start);
            Similarity.Scan(query, partitions[partition].AsSpan(start * BenchModel.EmbedDim, count * BenchModel.EmbedDim), scores.AsSpan((partition * WideDataset.PartitionItemCount) + start, count));
        });
        return TopK.Select(scores, Top);
    }

    private static string Key(ScoredItem item) => string.Create(null, $"{item.Index / WideDataset.PartitionItemCount}-{item.Index % WideDataset.PartitionItemCount:D6}.jpg");
}
