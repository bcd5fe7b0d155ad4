using System.Globalization;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>How curves are drawn. It lies in the page's address, so that a link shows what its sender saw.</summary>
public sealed record CurveSettings
{
    /// <summary>The strongest smoothing.</summary>
    public const double MostSmoothing = 0.99;

    /// <summary>What lies along: <c>step</c>, <c>samples</c> or <c>time</c> since the first step.</summary>
    public string Axis { get; init; } = "step";

    /// <summary>Whether the values' axis is logarithmic; what is not above zero is left out then.</summary>
    public bool IsLog { get; init; }

    /// <summary>The weight of what came before in the moving average, 0 (none) to 0.99, over a thousandth of the axis.</summary>
    public double Smoothing { get; init; }

    /// <summary>Whether the axis leaves out the outermost hundredth at each end.</summary>
    public bool Clips { get; init; }

    /// <summary>The settings that an address names; what it does not name or what cannot be is as usual.</summary>
    public static CurveSettings Parse(string? axis, bool? isLog, double? smoothing, bool? clips) => new()
    {
        Axis = axis is "samples" or "time" ? axis : "step",
        IsLog = isLog ?? false,
        Smoothing = smoothing is > 0 and <= MostSmoothing and var some ? some : 0,
        Clips = clips ?? false,
    };

    /// <summary>What an address says for these settings: only what is not as usual.</summary>
    public IReadOnlyDictionary<string, object?> Query() => new Dictionary<string, object?>
    {
        ["axis"] = Axis == "step" ? null : Axis,
        ["log"] = IsLog ? "true" : null,
        ["smooth"] = Smoothing == 0 ? null : Smoothing.ToString("0.##", CultureInfo.InvariantCulture),
        ["clip"] = Clips ? "true" : null,
    };
}
