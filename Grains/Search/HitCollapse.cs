using ClipGrid.Contracts.Search;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Search;

/// <summary>Lists near duplicates under the best of them.</summary>
internal static class HitCollapse
{
    // Vectors of unit length in 32 bits: equal ones may miss 1 by this.
    private const double Rounding = 1e-6;

    /// <summary>
    /// The first hits of which none is like a better one. Duplicates are listed as far as they come before the hit that would follow;
    /// no more than <see cref="SearchRequest.DeepestHit"/> hits are looked at.
    /// </summary>
    /// <param name="hits">All hits, the best first, with vectors.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="above">Cosine similarity from which on pictures are duplicates.</param>
    public static async Task<List<FoundHit>> TakeAsync(IAsyncEnumerable<FoundHit> hits, int count, double above)
    {
        List<FoundHit> kept = [];
        int seenCount = 0;
        await foreach (FoundHit hit in hits.ConfigureAwait(false))
        {
            if (kept.Find(better => AreAlike(better.Hit, hit.Hit, above)) is { } better)
            {
                if (hit.Hit.Key != better.Hit.Key && !better.Duplicates.Contains(hit.Hit.Key))
                    better.Duplicates.Add(hit.Hit.Key);
            }
            else if (kept.Count == count)
            {
                break;
            }
            else
            {
                kept.Add(hit);
            }
            if (++seenCount == SearchRequest.DeepestHit)
                break;
        }
        return kept;
    }

    private static bool AreAlike(PartitionHit better, PartitionHit hit, double above) =>
        better.Digest == hit.Digest || Similarity.Dot(better.Vector.Span, hit.Vector.Span) >= above - Rounding;
}
