using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>Keeps the planes that were made last, in memory only.</summary>
[ServingPlacement]
internal sealed class EmbeddingPlaneGrain(PlaneMaker maker) : Grain, IEmbeddingPlaneGrain
{
    private const int MostKept = 4;

    private readonly List<KeptPlane> _planes = [];

    private EmbeddingSetId Id => EmbeddingSetId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<PlanePage> GetAsync(int most, int skip, CancellationToken cancellationToken)
    {
        if (most is < 1 or > IEmbeddingPlaneGrain.MostPoints || skip < 0)
            throw new GridException(GridProblem.Invalid, $"A plane of {most:N0} pictures from {skip} cannot be made: ask for 1 to {IEmbeddingPlaneGrain.MostPoints:N0} pictures, from 0.");
        EmbeddingSetId id = Id;
        // Of a version items only go, never come: as many as before are the same ones as before.
        int[] counts = await maker.CountAsync(id, cancellationToken);
        long total = counts.Sum(count => (long)count);
        _planes.RemoveAll(plane => plane.TotalCount != total || plane.Making.IsFaulted);
        KeptPlane? known = _planes.Find(plane => plane.Most == most);
        if (known is null)
        {
            known = new KeptPlane(most, total, Task.Run(() => maker.MakeAsync(id, counts, most, CancellationToken.None), CancellationToken.None));
            _planes.Insert(0, known);
            _planes.RemoveRange(Math.Min(MostKept, _planes.Count), Math.Max(0, _planes.Count - MostKept));
        }
        return (await known.Making.WaitAsync(cancellationToken)).From(skip);
    }
}
