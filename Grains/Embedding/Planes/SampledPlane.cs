using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>A plane with its points. Immutable.</summary>
/// <param name="Points">All of them.</param>
/// <param name="ExplainedVariance">The share of each axis.</param>
/// <param name="TotalCount">Items of which the points are a sample.</param>
internal sealed record SampledPlane(ImmutableArray<PlanePoint> Points, ImmutableArray<double> ExplainedVariance, long TotalCount)
{
    private const int MostPoints = 4000;
    private const int MostCharacters = 150 << 10;

    /// <summary>The points from a place on, as many as a message takes.</summary>
    public PlanePage From(int skip)
    {
        int characters = 0;
        ImmutableArray<PlanePoint> points =
        [
            .. Points.Skip(skip).Take(MostPoints).TakeWhile((point, i) =>
                (characters += point.Key.Length + (point.Label?.Length ?? 0) + (point.Caption?.Length ?? 0)) <= MostCharacters || i == 0),
        ];
        return new PlanePage { Points = points, SampledCount = Points.Length, TotalCount = TotalCount, ExplainedVariance = ExplainedVariance };
    }
}
