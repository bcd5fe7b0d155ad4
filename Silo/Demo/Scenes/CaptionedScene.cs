using System.Collections.Immutable;
using System.Globalization;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>A scene as a picture with its captions.</summary>
internal sealed record CaptionedScene
{
    /// <summary>Its number, from 1; no two scenes of both splits share one.</summary>
    public required int Number { get; init; }

    /// <summary>What it shows.</summary>
    public required Scene Scene { get; init; }

    /// <summary>What it shows, in words: the first caption says everything, later ones may leave something out.</summary>
    public required ImmutableArray<string> Captions { get; init; }

    /// <summary>The picture as a PNG file: square, RGB, opaque.</summary>
    public required ReadOnlyMemory<byte> Png { get; init; }

    /// <summary>Its name in the data set, for example <c>scene-00012</c>.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"scene-{Number:D5}");

    /// <summary>The split's name in metadata and folders.</summary>
    public string SplitName => Scene.Split == SceneSplit.Train ? "train" : "heldout";

    /// <summary>Its file, relative to its split's folder, for example <c>images/scene-00012.png</c>.</summary>
    public string File => $"images/{Key}.png";
}
