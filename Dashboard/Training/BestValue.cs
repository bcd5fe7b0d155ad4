using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>A value of several sessions, and the best of them.</summary>
/// <param name="Name">Which value.</param>
/// <param name="Values">That of each session; null where it has none.</param>
/// <param name="Best">The best of them.</param>
internal sealed record BestValue(string Name, ImmutableArray<double?> Values, double? Best)
{
    /// <summary>The newest loss, and the values of each session's best evaluation.</summary>
    public static IReadOnlyList<BestValue> Of(IReadOnlyList<SessionInfo> sessions)
    {
        IEnumerable<string> metrics = sessions.SelectMany(session => session.Best?.Metrics.Keys ?? []).Distinct().Order(StringComparer.Ordinal);
        return
        [
            Make("newest loss", sessions.Select(session => session.Last?.Loss)),
            Make("samples/s", sessions.Select(session => session.Last?.SamplesPerSecond)),
            .. metrics.Select(metric => Make(metric, sessions.Select(session => session.Best?.Metrics.TryGetValue(metric, out double value) == true ? value : (double?)null))),
        ];
    }

    private static BestValue Make(string name, IEnumerable<double?> values)
    {
        ImmutableArray<double?> all = [.. values];
        bool isLow = name.Contains("loss", StringComparison.Ordinal) || name.Contains("rank", StringComparison.Ordinal);
        // A loss that is no number is not the best, and must not hide which one is.
        IEnumerable<double?> numbers = all.Where(value => value is { } number && double.IsFinite(number));
        return new BestValue(name, all, isLow ? numbers.Min() : numbers.Max());
    }
}
