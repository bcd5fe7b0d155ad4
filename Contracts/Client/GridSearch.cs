using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Contracts.Client;

/// <summary>Search, classification and ranking; a part of <see cref="ClipGridClient"/>, which says what every method throws.</summary>
public sealed class GridSearch
{
    private readonly GridCalls _calls;

    internal GridSearch(GridCalls calls) => _calls = calls;

    /// <summary>Searches a data set. Pictures may be larger than 512 KiB: those are sent before and deleted afterwards.</summary>
    /// <exception cref="GridException">
    /// Invalid: the request. NotFound: data set, model or item. WrongModel: the set is not embedded under this model; the message says how
    /// to. TooLarge: a picture. Unavailable: also that more searches come than the grid can answer; it says so at once.
    /// </exception>
    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ClientSpans.RunAsync("client.search", () => SendSearchAsync(request, cancellationToken));
    }

    private async Task<SearchResult> SendSearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (request.Terms.IsDefaultOrEmpty)
            throw new GridException(GridProblem.Invalid, "The query is empty: give at least one text, picture or vector.");
        await using PictureUploads uploads = new(_calls);
        ImmutableArray<PictureInput> pictures = await uploads.FitAsync([.. request.Terms.Select(term => term.Picture).OfType<PictureInput>()], cancellationToken);
        int next = 0;
        SearchRequest fit = pictures.IsEmpty
            ? request
            : request with { Terms = [.. request.Terms.Select(term => term.Picture is null ? term : term with { Picture = pictures[next++] })] };
        return await _calls.AskAsync(grains => grains.GetGrain<ISearchGrain>(0).SearchAsync(fit, cancellationToken), cancellationToken);
    }

    /// <summary>Says which of some classes fits each picture best. Pictures may be larger than 512 KiB.</summary>
    /// <exception cref="GridException">Invalid: the request. NotFound: the model. TooLarge: a picture.</exception>
    public Task<ClassifyResult> ClassifyAsync(ClassifyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ClientSpans.RunAsync("client.classify", () => SendClassifyAsync(request, cancellationToken));
    }

    private async Task<ClassifyResult> SendClassifyAsync(ClassifyRequest request, CancellationToken cancellationToken)
    {
        await using PictureUploads uploads = new(_calls);
        ClassifyRequest fit = request with { Pictures = await uploads.FitAsync(request.Pictures, cancellationToken) };
        return await _calls.AskAsync(grains => grains.GetGrain<ISearchGrain>(0).ClassifyAsync(fit, cancellationToken), cancellationToken);
    }

    /// <summary>Scores texts against pictures. Pictures may be larger than 512 KiB.</summary>
    /// <exception cref="GridException">Invalid: the request. NotFound: the model. TooLarge: a picture.</exception>
    public Task<RankResult> RankAsync(RankRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ClientSpans.RunAsync("client.rank", () => SendRankAsync(request, cancellationToken));
    }

    private async Task<RankResult> SendRankAsync(RankRequest request, CancellationToken cancellationToken)
    {
        await using PictureUploads uploads = new(_calls);
        RankRequest fit = request with { Pictures = await uploads.FitAsync(request.Pictures, cancellationToken) };
        return await _calls.AskAsync(grains => grains.GetGrain<ISearchGrain>(0).RankAsync(fit, cancellationToken), cancellationToken);
    }
}
