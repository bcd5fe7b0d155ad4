namespace ClipGrid.Silo.Demo;

/// <summary>Everything that a demo picture shows and its caption says.</summary>
internal sealed record DemoAttributes
{
    /// <summary>The shape.</summary>
    public required DemoShape Shape { get; init; }

    /// <summary>Its colour.</summary>
    public required DemoColor Color { get; init; }

    /// <summary>Its size.</summary>
    public required DemoSize Size { get; init; }

    /// <summary>Where it stands.</summary>
    public required DemoPlace Place { get; init; }

    /// <summary>What is behind it.</summary>
    public required DemoBackground Background { get; init; }

    /// <summary>
    /// The split that these attributes belong to. One colour of each shape is held out, another one for each shape, so
    /// every word is trained and eight pairs of words are not.
    /// </summary>
    public DemoSplit Split => ((int)Color + (int)Shape) % 8 == 0 ? DemoSplit.HeldOut : DemoSplit.Train;

    /// <summary>All attributes of <paramref name="split"/>, in a fixed order.</summary>
    public static IEnumerable<DemoAttributes> All(DemoSplit split) =>
        from shape in Enum.GetValues<DemoShape>()
        from color in Enum.GetValues<DemoColor>()
        from size in Enum.GetValues<DemoSize>()
        from place in Enum.GetValues<DemoPlace>()
        from background in Enum.GetValues<DemoBackground>()
        let attributes = new DemoAttributes { Shape = shape, Color = color, Size = size, Place = place, Background = background }
        where attributes.Split == split
        select attributes;
}
