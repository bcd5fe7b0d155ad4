using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Datasets;
using ClipGrid.Dashboard.Hosting;

namespace ClipGrid.Dashboard.Search;

/// <summary>Searches between HTTP's terms and the SDK's.</summary>
internal static class SearchMapping
{
    /// <summary>A request.</summary>
    /// <exception cref="RequestFault">A term cannot be read.</exception>
    public static SearchRequest ToRequest(this SearchBody body) => new()
    {
        Dataset = DatasetRef.Parse(body.Dataset),
        Model = ModelRef.Parse(body.Model),
        Terms = [.. body.Terms.Select((term, index) => Term(term, FormattableString.Invariant($"terms[{index}]")))],
        Target = body.Target,
        Top = body.Top,
        Skip = body.Skip,
        MinScore = body.MinScore,
        Filter = body.Filter is { } filter ? FilterText.Parse(filter) : null,
        CollapseAbove = body.CollapseAbove,
        ExcludesQueryItems = body.ExcludeQueryItems,
        PartitionTimeout = TimeSpan.FromMilliseconds(body.PartitionTimeout),
    };

    /// <summary>An answer.</summary>
    public static SearchAnswer ToAnswer(this SearchResult result) => new()
    {
        Hits = [.. result.Hits.Select(hit => new HitAnswer(hit.Score, hit.CaptionIndex, hit.CaptionIndex is { } index ? hit.Item.Captions[index] : null, hit.Duplicates, hit.Item.ToAnswer(result.Dataset)))],
        Dataset = result.Dataset.ToString(),
        Model = result.Model.ToString(),
        ComparedCount = result.ComparedCount,
        IsPartial = result.IsPartial,
        Missing = [.. result.Missing.Select(missing => new MissingPartitionAnswer(missing.Id.ToString(), missing.Reason))],
        ElapsedMilliseconds = result.Elapsed.TotalMilliseconds,
    };

    private static SearchTerm Term(SearchTermBody term, string member)
    {
        int given = (term.Text is null ? 0 : 1) + (term.Image is null ? 0 : 1) + (term.Item is null ? 0 : 1) + (term.Vector is null ? 0 : 1);
        if (given != 1)
            throw new RequestFault(member, $"{member} has {(given == 0 ? "none" : "several")} of text, image, item and vector: give exactly one.");
        if (term.Vector?.Any(number => !float.IsFinite(number)) == true)
            throw new RequestFault($"{member}.vector", $"A number of {member}.vector is too large: vectors hold 32-bit floating point numbers.");
        return new SearchTerm
        {
            Text = term.Text,
            Picture = term.Image is { } image ? QueryPictures.Of(image, $"{member}.image") : term.Item is { } item ? QueryPictures.Of(item) : null,
            Vector = term.Vector is { Count: 0 } ? throw new RequestFault($"{member}.vector", $"{member}.vector is empty: give as many numbers as the model's vectors have.") : term.Vector?.ToArray() ?? default(ReadOnlyMemory<float>),
            Weight = term.Weight,
        };
    }
}
