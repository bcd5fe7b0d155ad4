using System.Collections.Immutable;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Parts of a data set's page, as its address names them.</summary>
internal static class DatasetTab
{
    /// <summary>The pictures.</summary>
    public const string Gallery = "gallery";

    /// <summary>What they are like together.</summary>
    public const string Statistics = "statistics";

    /// <summary>What was not taken in.</summary>
    public const string Refused = "refused";

    /// <summary>All versions.</summary>
    public const string Versions = "versions";

    /// <summary>Which models have embedded them.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>All, with their titles, in their order.</summary>
    public static ImmutableArray<(string Tab, string Title)> All { get; } =
        [(Gallery, "Gallery"), (Statistics, "Statistics"), (Refused, "Refused"), (Versions, "Versions"), (Embeddings, "Embeddings")];

    /// <summary>The part that an address asks for; the gallery where it asks for none that there is.</summary>
    public static string Of(string? asked) => All.Any(part => part.Tab == asked) ? asked! : Gallery;
}
