using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>A map as its page's address says it. What an address gets wrong is passed over.</summary>
/// <param name="Dataset">The data set; empty for whichever suits.</param>
/// <param name="Model">The model; empty for whichever suits.</param>
/// <param name="Most">Most pictures on the map.</param>
internal sealed record MapState(string Dataset, string Model, int Most)
{
    /// <summary>The page.</summary>
    public const string Path = "/map";

    /// <summary>Pictures on a map, unless asked otherwise.</summary>
    public const int UsualMost = 5000;

    /// <summary>How many pictures are on offer.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [1000, 2000, UsualMost, 10_000];

    /// <summary>Reads an address, whole or from its question mark on.</summary>
    public static MapState Parse(string address)
    {
        UrlQuery query = UrlQuery.Parse(address);
        return new MapState(query.Text("dataset"), query.Text("model"), query.Integer("most") is { } most && Sizes.Contains(most) ? most : UsualMost);
    }

    /// <summary>Its address: what is as usual is left out.</summary>
    public string ToAddress() => UrlQuery.Write(
        Path,
        [new("dataset", Dataset), new("model", Model), new("most", Most == UsualMost ? "" : Most.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
}
