namespace ClipGrid.Silo.Demo;

/// <summary>A picture that the demo drew, with its caption.</summary>
internal sealed record DemoPicture
{
    /// <summary>Its number within its split, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What it shows.</summary>
    public required DemoAttributes Attributes { get; init; }

    /// <summary>What it shows, in words.</summary>
    public required string Caption { get; init; }

    /// <summary>The picture as a PNG file: square, RGB, opaque.</summary>
    public required ReadOnlyMemory<byte> Png { get; init; }
}
