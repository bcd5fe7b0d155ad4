using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>A line of a split's <c>captions.jsonl</c>: where the picture is, what is said of it, and what a filter may ask for.</summary>
internal sealed record SceneRecord
{
    /// <summary>The scene's name.</summary>
    public required string Key { get; init; }

    /// <summary>Its picture, relative to the file that this line is in.</summary>
    public required string File { get; init; }

    /// <summary>What it shows, in words; the full caption first.</summary>
    public required ImmutableArray<string> Captions { get; init; }

    /// <summary>"train" or "heldout".</summary>
    public required string Split { get; init; }

    /// <summary>How many shapes the main group has.</summary>
    public required int Count { get; init; }

    /// <summary>Their size.</summary>
    public required string Size { get; init; }

    /// <summary>Their colour.</summary>
    public required string Color { get; init; }

    /// <summary>Their shape, in the singular.</summary>
    public required string Shape { get; init; }

    /// <summary>Where they stand: "middle", "left", … or, as seen from the other group, "left of", "above", ….</summary>
    public required string Position { get; init; }

    /// <summary>The colour behind them.</summary>
    public required string Background { get; init; }

    /// <summary>True if there is no other group; the other group's members are left out then.</summary>
    public required bool Alone { get; init; }

    /// <summary>How many shapes the other group has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OtherCount { get; init; }

    /// <summary>Their size.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherSize { get; init; }

    /// <summary>Their colour.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherColor { get; init; }

    /// <summary>Their shape, in the singular.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherShape { get; init; }

    /// <summary>The line of a scene.</summary>
    public static SceneRecord Of(CaptionedScene captioned)
    {
        (SceneGroup main, SceneGroup? other) = (captioned.Scene.Main, captioned.Scene.Other);
        return new SceneRecord
        {
            Key = captioned.Key,
            File = captioned.File,
            Captions = captioned.Captions,
            Split = captioned.SplitName,
            Count = main.Count,
            Size = SceneCaptions.Word(main.Size),
            Color = SceneCaptions.Word(main.Color),
            Shape = SceneCaptions.Word(main.Shape),
            Position = captioned.Scene.Position.Words(),
            Background = SceneCaptions.Word(captioned.Scene.Background),
            Alone = other is null,
            OtherCount = other?.Count,
            OtherSize = other is null ? null : SceneCaptions.Word(other.Size),
            OtherColor = other is null ? null : SceneCaptions.Word(other.Color),
            OtherShape = other is null ? null : SceneCaptions.Word(other.Shape),
        };
    }
}
