using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Client;

/// <summary>Looking at embeddings.</summary>
public sealed partial class GridEmbeddings
{
    /// <summary>The pictures of a version on the plane in which their embeddings differ most. Takes seconds for many of them.</summary>
    /// <param name="dataset">The version.</param>
    /// <param name="model">The model under which it is embedded.</param>
    /// <param name="most">Most pictures, 1 to 10,000: an even sample where there are more.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">
    /// Invalid: the number. NotFound: data set version or model. WrongModel: not all is embedded under the model; the message says how to embed it.
    /// </exception>
    public async Task<EmbeddingPlane> ProjectAsync(DatasetRef dataset, ModelRef model, int most = 5000, CancellationToken cancellationToken = default)
    {
        EmbeddingSetId set = await ResolveAsync(dataset, model, cancellationToken);
        ImmutableArray<PlanePoint>.Builder points = ImmutableArray.CreateBuilder<PlanePoint>();
        for (long total = 0; ;)
        {
            PlanePage page = await _calls.AskAsync(grains => grains.GetGrain<IEmbeddingPlaneGrain>(Demand.Key(set)).GetAsync(most, points.Count, cancellationToken), cancellationToken);
            if (points.Count > 0 && page.TotalCount != total)
            {
                // Items were deleted meanwhile: its points are of another plane.
                points.Clear();
                continue;
            }
            total = page.TotalCount;
            points.AddRange(page.Points);
            if (points.Count >= page.SampledCount || page.Points.IsEmpty)
                return new EmbeddingPlane(points.ToImmutable(), page.ExplainedVariance, page.SampledCount, total, new DatasetRef(set.Dataset, set.Version), set.Model);
        }
    }
}
