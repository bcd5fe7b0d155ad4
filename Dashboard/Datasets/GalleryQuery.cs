using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Which pictures a gallery shows, as its address says it.</summary>
/// <param name="Words">Words that items have.</param>
/// <param name="FilterText">A filter as people write it.</param>
/// <param name="Labels">Labels, of which items have one.</param>
internal sealed record GalleryQuery(string? Words, string? FilterText, ImmutableArray<string> Labels)
{
    private const int MostWords = 32;
    private const int LongestWords = 1_000;

    /// <summary>Everything.</summary>
    public static GalleryQuery All { get; } = new(null, null, []);

    /// <summary>Whether it leaves something out.</summary>
    public bool IsNarrow => !string.IsNullOrWhiteSpace(Words) || !string.IsNullOrWhiteSpace(FilterText) || !Labels.IsEmpty;

    /// <summary>What is wrong with the filter, or null.</summary>
    public string? FilterComplaint =>
        string.IsNullOrWhiteSpace(FilterText) || Contracts.Search.FilterText.TryParse(FilterText, out _, out string? error) ? null : error;

    /// <summary>What is wrong with the words, or null.</summary>
    public string? WordsComplaint => Words is null || Words.Length <= LongestWords && Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= MostWords
        ? null : $"Give at most {MostWords} words of {LongestWords:N0} characters in all.";

    /// <summary>What the grid is asked for; the filter is left out where it cannot be read.</summary>
    public ItemQuery ToQuery(int skip, int top)
    {
        List<ItemFilter> parts = [];
        if (!string.IsNullOrWhiteSpace(FilterText) && Contracts.Search.FilterText.TryParse(FilterText, out ItemFilter? filter, out _))
            parts.Add(filter);
        if (!Labels.IsEmpty)
            parts.Add(new InFilter("label", [.. Labels.Select(label => new MetadataValue(label))]));
        return new ItemQuery
        {
            Filter = parts switch { [] => null, [var only] => only, _ => new AndFilter([.. parts]) },
            Text = WordsComplaint is null && !string.IsNullOrWhiteSpace(Words) ? Words : null,
            Skip = skip,
            Top = top,
        };
    }

    /// <summary>The same by value: records compare arrays by their identity.</summary>
    public bool Equals(GalleryQuery? other) =>
        other is not null && Words == other.Words && FilterText == other.FilterText && Labels.SequenceEqual(other.Labels, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Words, FilterText, Labels.Length);
}
