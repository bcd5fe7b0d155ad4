using ClipGrid.Contracts.Search;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Search;

/// <summary>Searches in the silo that is asked. It has no state, so that its calls interleave (the interface says so).</summary>
[StatelessWorker]
internal sealed class SearchGrain(SearchEngine engine, SearchMeter meter) : Grain, ISearchGrain
{
    /// <inheritdoc/>
    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        meter.MeasureAsync("search", () => engine.SearchAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<ClassifyResult> ClassifyAsync(ClassifyRequest request, CancellationToken cancellationToken) =>
        meter.MeasureAsync("classify", () => engine.ClassifyAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<RankResult> RankAsync(RankRequest request, CancellationToken cancellationToken) =>
        meter.MeasureAsync("rank", () => engine.RankAsync(request, cancellationToken));
}
