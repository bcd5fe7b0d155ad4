using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>The work of a search and nothing else: all cores over blocks of all vectors, then the best of the scores.</summary>
internal static class BareScan
{
    private const int BlockRows = 512;
    private const int Top = 10;

    internal static SearchRequest Request(string dataset, Random random)
    {
        float[] query = [.. Enumerable.Range(0, BenchModel.EmbedDim).Select(_ => random.NextSingle() - 0.5f)];
        UnitVector.TryNormalize(query);
        return new SearchRequest { Dataset = DatasetRef.Parse(dataset), Model = ModelRef.Parse("small"), Terms = [new SearchTerm { Vector = query }], Top = Top };
    }

    internal static ScoredItem[] Search(float[][] partitions, float[] query)
    {
        float[] scores = new float[partitions.Length * WideDataset.PartitionItemCount];
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
}
