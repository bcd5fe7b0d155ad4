using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;

namespace ClipGrid.Grains.Search;

/// <summary>
/// A partition's vectors under one model, searched by reading them all: the answer is that of sorting all scores. Safe for any number
/// of callers.
/// </summary>
internal sealed partial class PartitionIndex
{
    private const int SegmentRows = 8192;

    private readonly PartitionItems _items;
    private readonly PartitionVectors _vectors;
    private readonly RowMatrix _pictures;
    private readonly RowMatrix _captions;
    private RetiredRows? _shown;

    /// <summary>Orders the items by key; takes time for many.</summary>
    public PartitionIndex(PartitionItems items, PartitionVectors vectors)
    {
        _items = items;
        _vectors = vectors;
        int[] byKey = [.. Enumerable.Range(0, items.Items.Length)];
        Array.Sort([.. items.Items.Select(item => item.Info.Key)], byKey, StringComparer.Ordinal);
        int[] pictureRanks = new int[byKey.Length];
        int[] captionRanks = new int[items.CaptionStarts[^1]];
        int[] captionItems = new int[items.CaptionStarts[^1]];
        int captionRank = 0;
        for (int place = 0; place < byKey.Length; place++)
        {
            int row = byKey[place];
            pictureRanks[row] = place;
            for (int caption = items.CaptionStarts[row]; caption < items.CaptionStarts[row + 1]; caption++)
                (captionRanks[caption], captionItems[caption]) = (captionRank++, row);
        }
        _pictures = new RowMatrix(vectors.Pictures, vectors.Dimension, [.. Enumerable.Range(0, byKey.Length)], pictureRanks);
        _captions = new RowMatrix(vectors.Captions, vectors.Dimension, captionItems, captionRanks);
    }

    /// <summary>Vectors of pictures and captions.</summary>
    public int VectorCount => _pictures.RowCount + _captions.RowCount;

    /// <summary>The vector of an item's picture.</summary>
    /// <exception cref="GridException">NotFound: no such item, or its picture could not be embedded.</exception>
    public ReadOnlyMemory<float> VectorOf(string key)
    {
        int row = _items.RowOf(key);
        if (row < 0)
            throw new GridException(GridProblem.NotFound, $"Partition {_items.Id} has no item \"{key}\": list the data set's items for their keys.");
        ReadOnlyMemory<float> vector = _vectors.Picture(row);
        return vector.Span.ContainsAnyExcept(0f)
            ? vector
            : throw new GridException(GridProblem.NotFound, $"The picture of item \"{key}\" could not be embedded, so that it has no vector: replace it by a file that can be decoded.");
    }

    /// <summary>The best hits, computed on the thread pool.</summary>
    /// <param name="request">What is looked for.</param>
    /// <param name="retired">Keys that are not shown any more, with the first version that does not show them.</param>
    /// <param name="gate">The silo's gate.</param>
    /// <param name="cancellationToken">Stops between blocks of rows.</param>
    /// <exception cref="GridException">Invalid: the request.</exception>
    public Task<PartitionSearchResult> SearchAsync(PartitionSearchRequest request, ImmutableSortedDictionary<string, int> retired, ScanGate gate, CancellationToken cancellationToken)
    {
        if (request.Query.Length != _vectors.Dimension)
            throw new GridException(GridProblem.Invalid, $"The query has {request.Query.Length} numbers, the vectors of partition {_items.Id} have {_vectors.Dimension}: embed the query with the same model.");
        if (request.Count is < 1 or > SearchRequest.DeepestHit || request.Skip < 0 || (long)request.Skip + request.Count > SearchRequest.DeepestHit)
            throw new GridException(GridProblem.Invalid, $"Hits {request.Skip} to {(long)request.Skip + request.Count} are asked for: ask for hits within the first {SearchRequest.DeepestHit}.");
        return Task.Run(() => SearchHereAsync(request, retired, gate, cancellationToken), cancellationToken);
    }

    private async Task<PartitionSearchResult> SearchHereAsync(PartitionSearchRequest request, ImmutableSortedDictionary<string, int> retired, ScanGate gate, CancellationToken cancellationToken)
    {
        RowMatrix matrix = request.Target == SearchTarget.Captions ? _captions : _pictures;
        RowSet eligible = matrix.Eligible(Items(request, retired));
        int count = Math.Min(request.Skip + request.Count, matrix.RowCount);
        double minScore = request.MinScore ?? double.NegativeInfinity;
        int segmentCount = Math.Max(1, (matrix.RowCount + SegmentRows - 1) / SegmentRows);
        (BestRows Best, long Count)[] segments = await Task.WhenAll(Enumerable.Range(0, segmentCount).Select(segment => gate.RunAsync(
            () => matrix.Scan(request.Query, eligible, Cut(segment), Cut(segment + 1), count, minScore, cancellationToken),
            cancellationToken))).ConfigureAwait(false);
        BestRows best = segments[0].Best;
        if (segmentCount > 1)
        {
            best = new BestRows(count);
            foreach ((BestRows part, _) in segments)
                best.Offer(part);
        }
        ImmutableArray<PartitionHit> hits = Described(request, matrix, best.ToSorted().AsSpan());
        return new PartitionSearchResult(hits, eligible.Count, segments.Sum(segment => segment.Count) > request.Skip + hits.Length) { Backlog = gate.Backlog };

        int Cut(int segment) => (int)((long)matrix.RowCount * segment / segmentCount);
    }
}
