using System.Collections.Immutable;

namespace ClipGrid.Silo.Demo;

/// <summary>A picture that the demo drew, with its captions.</summary>
internal sealed record DemoPicture
{
    /// <summary>Its number within its split, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What it shows.</summary>
    public required DemoAttributes Attributes { get; init; }

    /// <summary>What it shows, in words: the first caption says everything, later ones may leave something out.</summary>
    public required ImmutableArray<string> Captions { get; init; }

    /// <summary>The picture as a PNG file: square, RGB, opaque.</summary>
    public required ReadOnlyMemory<byte> Png { get; init; }

    /// <summary>The split's name in files and folders.</summary>
    public string SplitName => Attributes.Split == DemoSplit.Train ? "train" : "held-out";

    /// <summary>Its file, relative to the data folder, for example <c>train/00012.png</c>.</summary>
    public string File => $"{SplitName}/{Index:D5}.png";
}
