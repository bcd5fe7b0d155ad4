using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>A classification as its page's address says it: everything but dropped pictures. What an address gets wrong is passed over.</summary>
public sealed record ClassifyState
{
    /// <summary>The page.</summary>
    public const string Path = "/classify";

    /// <summary>Most classes.</summary>
    public const int MostClasses = 1000;

    /// <summary>Most templates.</summary>
    public const int MostTemplates = 100;

    /// <summary>Most items to classify beside dropped pictures.</summary>
    public const int MostItems = 16;

    /// <summary>Classes shown for a picture, unless asked otherwise.</summary>
    public const int UsualTop = 5;

    /// <summary>Most classes shown for a picture.</summary>
    public const int MostTop = 50;

    /// <summary>The template that is used unless others are given.</summary>
    public const string UsualTemplate = "a photo of a {}";

    /// <summary>The model; empty for whichever suits.</summary>
    public string Model { get; init; } = "";

    /// <summary>The classes' names; none for those that the model knows.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Texts with a place {} for the name.</summary>
    public ImmutableArray<string> Templates { get; init; } = [UsualTemplate];

    /// <summary>Classes shown for a picture.</summary>
    public int Top { get; init; } = UsualTop;

    /// <summary>The data set that items are of, and that is classified as a whole.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>Keys of items to classify.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>The classification of a data set that is shown, or empty.</summary>
    public string Job { get; init; } = "";

    /// <summary>Reads an address, whole or from its question mark on.</summary>
    public static ClassifyState Parse(string address)
    {
        UrlQuery query = UrlQuery.Parse(address);
        ImmutableArray<string> templates = Lines(query.Texts("template"), MostTemplates);
        return new ClassifyState
        {
            Model = query.Text("model"),
            Classes = Lines(query.Texts("class"), MostClasses),
            Templates = templates.IsEmpty ? [UsualTemplate] : templates,
            Top = Math.Clamp(query.Integer("top") ?? UsualTop, 1, MostTop),
            Dataset = query.Text("dataset"),
            Items = [.. query.Texts("item").Where(key => key.Length > 0).Distinct(StringComparer.Ordinal).Take(MostItems)],
            Job = query.Text("job"),
        };
    }

    /// <summary>The lines of a text that say something, each once.</summary>
    public static ImmutableArray<string> Lines(string? text, int most) => Lines((text ?? "").Split('\n'), most);

    /// <summary>Its address: what is as usual is left out.</summary>
    public string ToAddress()
    {
        List<KeyValuePair<string, string?>> pairs = [new("model", Model), new("dataset", Dataset)];
        pairs.AddRange(Classes.Select(name => new KeyValuePair<string, string?>("class", name)));
        if (!(Templates is [UsualTemplate]))
            pairs.AddRange(Templates.Select(template => new KeyValuePair<string, string?>("template", template)));
        pairs.AddRange(Items.Select(key => new KeyValuePair<string, string?>("item", key)));
        pairs.Add(new("top", Top == UsualTop ? "" : Top.ToString(CultureInfo.InvariantCulture)));
        pairs.Add(new("job", Job));
        return UrlQuery.Write(Path, pairs);
    }

    private static ImmutableArray<string> Lines(IEnumerable<string> lines, int most) =>
        [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal).Take(most)];
}
