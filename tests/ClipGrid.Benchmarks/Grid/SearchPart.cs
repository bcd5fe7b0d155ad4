using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Embedding;
using ClipGrid.Model.Evaluation;
using Microsoft.Extensions.DependencyInjection;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>A search through the silo beside the bare scan of the same vectors, and what a search costs that has next to nothing to scan.</summary>
internal sealed class SearchPart(BenchSilo silo, TextWriter output)
{

    internal async Task RunAsync()
    {
        ISearchGrain search = silo.Grains.GetGrain<ISearchGrain>(0);
        Random random = new(99);
        SearchRequest small = BareScan.Request("small", random);
        double[] overhead = (await Percentiles.MeasureAsync(300, 1000, () => search.SearchAsync(small, default)))[0];
        output.WriteLine($"search, {BenchModel.PictureCount} items in 1 partition: p50 {Percentiles.At(overhead, 0.5):F3} ms, p99 {Percentiles.At(overhead, 0.99):F3} ms");

        float[][] vectors = await silo.Wide.WriteAsync(silo.Services.GetRequiredService<VectorStore>(), silo.Model.Digest);
        SearchRequest wide = BareScan.Request("wide", random);
        SearchResult first = await search.SearchAsync(wide, default);
        ScoredItem[] expected = BareScan.Search(vectors, wide.Terms[0].Vector.Span.ToArray());
        if (first.IsPartial || !first.Hits.Select(hit => hit.Item.Key).SequenceEqual(expected.Select(WideDataset.Key)))
            throw new InvalidOperationException("The silo and the bare scan find different items: the times would compare nothing.");
        float[] query = wide.Terms[0].Vector.ToArray();
        double[][] times = await Percentiles.MeasureAsync(
            10,
            100,
            () => Task.FromResult(BareScan.Search(vectors, query)),
            () => search.SearchAsync(wide, default));
        (double bare, double grid) = (Percentiles.At(times[0], 0.5), Percentiles.At(times[1], 0.5));
        output.WriteLine($"search, {silo.Wide.ItemCount:N0} x {BenchModel.EmbedDim} in {silo.Wide.Partitions.Count} partitions: bare scan p50 {bare:F2} ms, silo p50 {grid:F2} ms, ratio {grid / bare:F2}");
    }
}
