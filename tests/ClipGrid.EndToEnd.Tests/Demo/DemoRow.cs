using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>A line of a <c>captions.jsonl</c> that the demo wrote.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DemoRow
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public required string Key { get; init; }

    public required string File { get; init; }

    public required ImmutableArray<string> Captions { get; init; }

    public required string Split { get; init; }

    public required int Count { get; init; }

    public required string Size { get; init; }

    public required string Color { get; init; }

    public required string Shape { get; init; }

    public required string Position { get; init; }

    public required string Background { get; init; }

    public required bool Alone { get; init; }

    public int? OtherCount { get; init; }

    public string? OtherSize { get; init; }

    public string? OtherColor { get; init; }

    public string? OtherShape { get; init; }

    /// <summary>Colour and shape of each group.</summary>
    [JsonIgnore]
    public IEnumerable<(string Color, string Shape)> Pairs => Alone ? [(Color, Shape)] : [(Color, Shape), (OtherColor!, OtherShape!)];

    /// <summary>Every word that a caption of the picture may use of what it shows.</summary>
    [JsonIgnore]
    public IEnumerable<string> Shown =>
    [
        Number(Count), Size, Color, Noun(Count, Shape), Background, .. Position.Split(' '),
        .. Alone ? Array.Empty<string>() : [Number(OtherCount!.Value), OtherSize!, OtherColor!, Noun(OtherCount.Value, OtherShape!), .. Inverse.Split(' ')],
    ];

    /// <summary>Where the other group stands as seen from the main one; no word if there is none.</summary>
    [JsonIgnore]
    public string Inverse => Position switch { "left of" => "right of", "right of" => "left of", "above" => "below", "below" => "above", _ => "" };

    // {"key":"scene-00001","file":"images/scene-00001.png","captions":["two small red stars on a gray background",…],"split":"train",…}
    public static DemoRow Parse(string line) => JsonSerializer.Deserialize<DemoRow>(line, s_json)!;

    private static string Number(int count) => count switch { 1 => "a", 2 => "two", _ => "three" };

    private static string Noun(int count, string shape) => count == 1 ? shape : shape + "s";
}
