namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>A session's curves so far, or a part of them, as charts take them.</summary>
internal sealed record CurveHistory
{
    /// <summary>The session.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called in legends.</summary>
    public required string Name { get; init; }

    /// <summary>Its colour, the same on every page.</summary>
    public required string Color { get; init; }

    /// <summary>How its line is dashed, for those who do not tell colours apart.</summary>
    public required string Dash { get; init; }

    /// <summary>The last step that is covered.</summary>
    public required long Last { get; init; }

    /// <summary>The first step of each bucket.</summary>
    public required long[] Steps { get; init; }

    /// <summary>Samples seen at each bucket's first step.</summary>
    public required long[] Samples { get; init; }

    /// <summary>Seconds since the first step, at each bucket's first step.</summary>
    public required double[] Times { get; init; }

    /// <summary>The curves by <see cref="CurvePanel.Key"/>.</summary>
    public required IReadOnlyDictionary<string, CurveSeries> Series { get; init; }
}
