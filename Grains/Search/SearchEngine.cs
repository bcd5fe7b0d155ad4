using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>
/// Answers searches, classifications and rankings: makes the query, asks the partitions, merges. The model and the data set version are
/// resolved once for a request, so that its answer comes from one of each and names them. Safe for any number of callers.
/// </summary>
internal sealed partial class SearchEngine(ISearchGrid grid, SearchAdmission admission, ClassifierCache classifiers, HeadCache heads, SearchMeter meter, TimeProvider time)
{
    private const int LargestFetch = 1000;
    private const int SmallestCollapsedFetch = 32;

    private readonly QueryMaker _queries = new(grid);

    /// <summary>Searches a data set.</summary>
    /// <exception cref="GridException">As <see cref="ISearchGrain.SearchAsync"/> says.</exception>
    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        SearchCheck.Check(request);
        using IDisposable place = admission.Enter(request.Dataset.Name);
        using SearchStages stages = meter.Follow();
        stages.Next("resolve");
        Task<ModelVersionInfo> resolving = grid.ResolveAsync(request.Model, cancellationToken);
        Task<DatasetVersionInfo> finding = grid.GetVersionAsync(request.Dataset, cancellationToken);
        await Task.WhenAll(resolving, finding).ConfigureAwait(false);
        ModelVersionInfo model = await resolving.ConfigureAwait(false);
        DatasetVersionInfo version = await finding.ConfigureAwait(false);
        DatasetRef dataset = new(version.Dataset, version.Version);
        stages.Next("encode");
        SearchQuery query = await _queries.MakeAsync(request.Terms, dataset, model, cancellationToken).ConfigureAwait(false);

        stages.Next("partitions");
        Deadline deadline = new(request.PartitionTimeout, time);
        PartitionSearchRequest share = Share(request, model, version.Version, query);
        PartitionCursor[] cursors = [.. version.Partitions.Select(partition => new PartitionCursor(grid, partition.Id, share, deadline))];
        await Task.WhenAll(cursors.Select(cursor => cursor.FetchAsync(cancellationToken))).ConfigureAwait(false);
        if (cursors.Max(cursor => cursor.Backlog) is { } backlog)
            admission.Heard(dataset.Name, backlog);
        ThrowIfAllWrong(cursors, dataset, model);

        stages.Next("merge");
        List<FoundHit> page = await PageAsync(request, cursors, cancellationToken).ConfigureAwait(false);
        stages.Next("describe");
        HitItems items = new(grid, deadline, version.Version);
        ImmutableArray<SearchHit> hits = await items.DescribeAsync(page, cancellationToken).ConfigureAwait(false);
        SearchResult result = new()
        {
            Hits = hits,
            Dataset = dataset,
            Model = model.Id,
            ComparedCount = cursors.Sum(cursor => cursor.ComparedCount),
            Missing = [.. cursors.Select(cursor => (cursor.Id, Failure: cursor.Failure ?? items.Failures.GetValueOrDefault(cursor.Id)))
                .Where(cursor => cursor.Failure is not null)
                .Select(cursor => new MissingPartition(cursor.Id, EmbedRemedy.Named(cursor.Failure!.Message, model.Id)))],
            Elapsed = time.GetElapsedTime(start),
        };
        meter.Searched(cursors.Length, result.Missing.Length, result.ComparedCount);
        return result;
    }

    private static PartitionSearchRequest Share(SearchRequest request, ModelVersionInfo model, int version, SearchQuery query)
    {
        int wanted = request.Skip + request.Top;
        bool collapses = request.CollapseAbove is not null;
        return new PartitionSearchRequest
        {
            Model = model.Id.Digest,
            Version = version,
            Query = query.Vector,
            Target = request.Target,
            Count = Math.Min(LargestFetch, collapses ? Math.Max(SmallestCollapsedFetch, 2 * wanted) : wanted),
            MinScore = request.MinScore,
            Filter = request.Filter,
            ExcludedKeys = request.ExcludesQueryItems ? query.ItemKeys : [],
            WithVectors = collapses,
        };
    }

    private static async Task<List<FoundHit>> PageAsync(SearchRequest request, PartitionCursor[] cursors, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<FoundHit> hits = HitMerge.ReadAsync(cursors, cancellationToken);
        int end = request.Skip + request.Top;
        if (request.CollapseAbove is { } above)
            return [.. (await HitCollapse.TakeAsync(hits, end, above).ConfigureAwait(false)).Skip(request.Skip)];
        List<FoundHit> page = new(request.Top);
        int place = 0;
        await foreach (FoundHit hit in hits.ConfigureAwait(false))
        {
            if (place++ >= request.Skip)
                page.Add(hit);
            if (place == end)
                break;
        }
        return page;
    }

    private static void ThrowIfAllWrong(PartitionCursor[] cursors, DatasetRef dataset, ModelVersionInfo model)
    {
        if (cursors.Length > 0 && cursors.All(cursor => cursor.Failure?.Problem == GridProblem.WrongModel))
            throw new GridException(
                GridProblem.WrongModel,
                $"{dataset} cannot be searched with {model.Id.Short} yet. {EmbedRemedy.Of(cursors[0].Failure!.Message, dataset, model.Id)}",
                cursors[0].Failure);
    }
}
