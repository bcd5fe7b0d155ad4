using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Search;

/// <summary>Searches, classifies and ranks; any key (0) will do. All methods throw <see cref="GridException"/>.</summary>
[Alias("clipgrid.ISearchGrain")]
public interface ISearchGrain : IGrainWithIntegerKey
{
    /// <summary>Searches a data set.</summary>
    /// <exception cref="GridException">
    /// Invalid: the request. NotFound: data set, model or item. WrongModel: the set is embedded under other models only; the message says
    /// which, and how to embed it. Unavailable: more searches come than can be answered; nothing was computed for this one.
    /// </exception>
    [Alias("Search"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Classifies pictures.</summary>
    /// <exception cref="GridException">Invalid: the request, or no classes are given and the model was not trained to tell any apart. NotFound: the model.</exception>
    [Alias("Classify"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<ClassifyResult> ClassifyAsync(ClassifyRequest request, CancellationToken cancellationToken);

    /// <summary>Scores texts against pictures.</summary>
    [Alias("Rank"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<RankResult> RankAsync(RankRequest request, CancellationToken cancellationToken);
}
