using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Search;

/// <summary>
/// A search as its page's address says it, so that a link leads to the same search: everything but dropped pictures. What an address gets
/// wrong is passed over.
/// </summary>
public sealed record SearchState
{
    /// <summary>The page.</summary>
    public const string Path = "/search";

    /// <summary>Hits on a page, unless asked otherwise.</summary>
    public const int UsualTop = 24;

    /// <summary>Most hits on a page.</summary>
    public const int MostTop = 200;

    /// <summary>Most further parts.</summary>
    public const int MostParts = 16;

    /// <summary>The data set, <c>name</c> or <c>name@version</c>; empty for whichever suits.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The model, <c>name</c> or <c>name@alias</c>; empty for whichever suits.</summary>
    public string Model { get; init; } = "";

    /// <summary>A model to compare with; empty for none.</summary>
    public string OtherModel { get; init; } = "";

    /// <summary>The words of the main box.</summary>
    public string Text { get; init; } = "";

    /// <summary>Further parts.</summary>
    public ImmutableArray<QueryPart> Parts { get; init; } = [];

    /// <summary>Which items, in the language of filters.</summary>
    public string Filter { get; init; } = "";

    /// <summary>What to find.</summary>
    public SearchTarget Target { get; init; }

    /// <summary>Hits on a page.</summary>
    public int Top { get; init; } = UsualTop;

    /// <summary>Hits before this page.</summary>
    public int Skip { get; init; }

    /// <summary>Lowest score, or null.</summary>
    public double? MinScore { get; init; }

    /// <summary>Similarity from which on hits are one, or null.</summary>
    public double? CollapseAbove { get; init; }

    /// <summary>Whether anything is looked for, dropped pictures aside.</summary>
    public bool HasTerms => !string.IsNullOrWhiteSpace(Text) || Parts.Any(part => !string.IsNullOrWhiteSpace(part.Value));

    /// <summary>Reads an address, whole or from its question mark on.</summary>
    public static SearchState Parse(string address)
    {
        UrlQuery query = UrlQuery.Parse(address);
        int top = Math.Clamp(query.Integer("top") ?? UsualTop, 1, MostTop);
        return new SearchState
        {
            Dataset = query.Text("dataset"),
            Model = query.Text("model"),
            OtherModel = query.Text("model2"),
            Text = query.Text("q"),
            Parts = [.. query.Texts("term").Select(text => QueryPart.TryParse(text, out QueryPart? part) ? part : null).OfType<QueryPart>().Take(MostParts)],
            Filter = query.Text("filter"),
            Target = query.Text("target") == "captions" ? SearchTarget.Captions : SearchTarget.Pictures,
            Top = top,
            Skip = Math.Clamp(query.Integer("skip") ?? 0, 0, SearchRequest.DeepestHit - top),
            MinScore = query.Number("min") is { } min && min is >= -1 and <= 1 ? min : null,
            CollapseAbove = query.Number("collapse") is { } above && above is > 0 and <= 1 ? above : null,
        };
    }

    /// <summary>Its address: what is as usual is left out.</summary>
    public string ToAddress()
    {
        List<KeyValuePair<string, string?>> pairs = [];
        Add("dataset", Dataset);
        Add("model", Model);
        Add("model2", OtherModel);
        Add("q", Text);
        foreach (QueryPart part in Parts)
            Add("term", part.ToString());
        Add("filter", Filter);
        Add("target", Target == SearchTarget.Captions ? "captions" : "");
        Add("top", Top == UsualTop ? "" : Top.ToString(CultureInfo.InvariantCulture));
        Add("skip", Skip == 0 ? "" : Skip.ToString(CultureInfo.InvariantCulture));
        Add("min", MinScore?.ToString(CultureInfo.InvariantCulture));
        Add("collapse", CollapseAbove?.ToString(CultureInfo.InvariantCulture));
        return UrlQuery.Write(Path, pairs);

        void Add(string name, string? value) => pairs.Add(new(name, value));
    }
}
