namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>New steps of a session, each by itself.</summary>
internal sealed record CurvePoints
{
    /// <summary>Their numbers, ascending.</summary>
    public required long[] Steps { get; init; }

    /// <summary>Samples seen.</summary>
    public required long[] Samples { get; init; }

    /// <summary>Seconds since the first step.</summary>
    public required double[] Times { get; init; }

    /// <summary>Values by <see cref="CurvePanel.Key"/>; null where there is no number.</summary>
    public required IReadOnlyDictionary<string, double?[]> Series { get; init; }
}
