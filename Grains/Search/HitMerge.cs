using System.Runtime.CompilerServices;

namespace ClipGrid.Grains.Search;

/// <summary>The hits of several partitions as one ranking.</summary>
internal static class HitMerge
{
    /// <summary>All hits, the best first; more are fetched where a partition's run out.</summary>
    /// <param name="cursors">The partitions, each with its first hits.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<FoundHit> ReadAsync(IReadOnlyList<PartitionCursor> cursors, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PriorityQueue<PartitionCursor, FoundHit> heads = new();
        foreach (PartitionCursor cursor in cursors)
            if (cursor.Head is { } head)
                heads.Enqueue(cursor, head);
        while (heads.TryDequeue(out PartitionCursor? cursor, out FoundHit? best))
        {
            yield return best;
            cursor.Advance();
            if (cursor.MustFetch)
                await cursor.FetchAsync(cancellationToken).ConfigureAwait(false);
            if (cursor.Head is { } head)
                heads.Enqueue(cursor, head);
        }
    }
}
