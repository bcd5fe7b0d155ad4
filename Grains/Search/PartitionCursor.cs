using System.Diagnostics;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>A partition's hits, fetched as they are needed. A partition that fails or is late ends, and says why. For one reader.</summary>
internal sealed class PartitionCursor(ISearchGrid grid, PartitionId id, PartitionSearchRequest request, Deadline deadline)
{
    private readonly Queue<FoundHit> _hits = [];
    private int _fetchedCount;
    private bool _hasMore = true;

    /// <summary>The partition.</summary>
    public PartitionId Id => id;

    /// <summary>Why it gave no answer, or null.</summary>
    public GridException? Failure { get; private set; }

    /// <summary>Vectors that it compared.</summary>
    public long ComparedCount { get; private set; }

    /// <summary>How long its silo's next scan would wait, or null if it gave no answer.</summary>
    public TimeSpan? Backlog { get; private set; }

    /// <summary>The next hit if one is here, or null.</summary>
    public FoundHit? Head => _hits.TryPeek(out FoundHit? hit) ? hit : null;

    /// <summary>Whether hits must be fetched before it is known what comes next.</summary>
    public bool MustFetch => _hits.Count == 0 && _hasMore;

    /// <summary>Passes the next hit.</summary>
    public void Advance() => _hits.Dequeue();

    /// <summary>Fetches the next hits.</summary>
    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        int count = Math.Min(request.Count, SearchRequest.DeepestHit - _fetchedCount);
        using Activity? span = SearchSpans.Begin("search.partition")?.SetTag("clipgrid.partition", id.ToString());
        try
        {
            PartitionSearchResult result = await deadline.RunAsync(id, token => grid.SearchAsync(id, request with { Skip = _fetchedCount, Count = count }, token), cancellationToken).ConfigureAwait(false);
            foreach (PartitionHit hit in result.Hits)
                _hits.Enqueue(new FoundHit(id, hit));
            _fetchedCount += result.Hits.Length;
            ComparedCount = result.ComparedCount;
            Backlog = result.Backlog;
            _hasMore = result.HasMore && result.Hits.Length > 0 && _fetchedCount < SearchRequest.DeepestHit;
        }
        catch (GridException error)
        {
            span.Fail(error);
            Failure = error;
            _hasMore = false;
        }
    }
}
