using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>Makes planes: counts the vectors of all partitions, fetches an even sample of them, and computes. Safe for any number of callers.</summary>
internal sealed class PlaneMaker(IGrainFactory grains, ScanGate gate)
{
    /// <summary>How many vectors each partition of a version has.</summary>
    /// <exception cref="GridException">NotFound: the version. WrongModel: not all is embedded.</exception>
    public async Task<int[]> CountAsync(EmbeddingSetId set, CancellationToken cancellationToken)
    {
        DatasetVersionInfo version = await VersionAsync(set, cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.WhenAll(version.Partitions.Select(partition => Grain(partition).CountVectorsAsync(set.Model.Digest, set.Version, cancellationToken))).ConfigureAwait(false);
        }
        catch (GridException error) when (error.Problem == GridProblem.WrongModel)
        {
            DatasetRef dataset = new(set.Dataset, set.Version);
            throw new GridException(GridProblem.WrongModel, $"{dataset} cannot be drawn under {set.Model.Short} yet. {EmbedRemedy.Of(error.Message, dataset, set.Model)}", error);
        }
    }

    /// <summary>Makes a plane of a version's vectors.</summary>
    /// <param name="set">The version and the model.</param>
    /// <param name="counts">How many vectors each partition has.</param>
    /// <param name="most">Most points.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="GridException">NotFound, WrongModel, Unavailable.</exception>
    public async Task<SampledPlane> MakeAsync(EmbeddingSetId set, int[] counts, int most, CancellationToken cancellationToken)
    {
        DatasetVersionInfo version = await VersionAsync(set, cancellationToken).ConfigureAwait(false);
        VectorSample[] samples = await Task.WhenAll(version.Partitions.Zip(EvenSample.Of(counts, most)).Select(part => FetchAsync(Grain(part.First), set, part.Second, cancellationToken))).ConfigureAwait(false);
        return await gate.RunAsync(() => Compute(samples, counts.Sum(count => (long)count), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static SampledPlane Compute(VectorSample[] samples, long totalCount, CancellationToken cancellationToken)
    {
        ImmutableArray<SampledItem> items = [.. samples.SelectMany(sample => sample.Items)];
        if (items.IsEmpty)
            return new SampledPlane([], [0, 0], totalCount);
        float[] rows = new float[samples.Sum(sample => sample.Vectors.Length)];
        int end = 0;
        foreach (VectorSample sample in samples)
        {
            sample.Vectors.Span.CopyTo(rows.AsSpan(end));
            end += sample.Vectors.Length;
        }
        int dimension = rows.Length / items.Length;
        PrincipalPlane plane = PrincipalPlane.Of(rows, dimension, cancellationToken);
        return new SampledPlane([.. items.Select((item, row) => Point(item, rows.AsSpan(row * dimension, dimension), plane))], [.. plane.Shares], totalCount);
    }

    private static PlanePoint Point(SampledItem item, ReadOnlySpan<float> vector, PrincipalPlane plane) =>
        new() { Key = item.Key, Label = item.Label, Caption = item.Caption, X = (float)plane.Project(vector, 0), Y = (float)plane.Project(vector, 1) };

    private static async Task<VectorSample> FetchAsync(IPartitionSampleGrain partition, EmbeddingSetId set, ImmutableArray<int> places, CancellationToken cancellationToken)
    {
        ImmutableArray<SampledItem>.Builder items = ImmutableArray.CreateBuilder<SampledItem>(places.Length);
        List<float> vectors = [];
        while (items.Count < places.Length)
        {
            VectorSample sample = await partition.SampleAsync(set.Model.Digest, set.Version, places[items.Count..], cancellationToken).ConfigureAwait(false);
            if (sample.Items.IsEmpty)
                break;
            items.AddRange(sample.Items);
            vectors.AddRange(sample.Vectors.Span);
        }
        return new VectorSample(items.ToImmutable(), vectors.ToArray());
    }

    private Task<DatasetVersionInfo> VersionAsync(EmbeddingSetId set, CancellationToken cancellationToken) =>
        grains.GetGrain<IDatasetGrain>(set.Dataset.Value).GetVersionAsync(set.Version, cancellationToken);

    private IPartitionSampleGrain Grain(PartitionInfo partition) => grains.GetGrain<IPartitionGrain>(partition.Id.ToString()).AsReference<IPartitionSampleGrain>();
}
