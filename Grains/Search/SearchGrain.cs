using ClipGrid.Contracts.Search;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Search;

/// <summary>Searches in the silo that is asked. It has no state, so that its calls interleave (the interface says so).</summary>
[StatelessWorker]
internal sealed class SearchGrain(SearchEngine engine) : Grain, ISearchGrain
{
    /// <inheritdoc/>
    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken) => engine.SearchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<ClassifyResult> ClassifyAsync(ClassifyRequest request, CancellationToken cancellationToken) => engine.ClassifyAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<RankResult> RankAsync(RankRequest request, CancellationToken cancellationToken) => engine.RankAsync(request, cancellationToken);
}
