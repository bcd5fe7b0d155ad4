using System.Collections.Immutable;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Models;

/// <summary>Two versions side by side.</summary>
/// <param name="Facts">What they are, the same or not.</param>
/// <param name="Metrics">What was measured on at least one of them, in ordinal order.</param>
/// <param name="OnlyA">Classes that only the first knows.</param>
/// <param name="OnlyB">Classes that only the second knows.</param>
internal sealed record VersionComparison(
    ImmutableArray<ComparedFact> Facts, ImmutableArray<ComparedMetric> Metrics, ImmutableArray<string> OnlyA, ImmutableArray<string> OnlyB)
{
    /// <summary>Compares two versions.</summary>
    public static VersionComparison Of(ModelVersionInfo a, ModelVersionInfo b) => new(
        [.. ModelFacts.Of(a).Zip(ModelFacts.Of(b), (first, second) => new ComparedFact(first.Name, first.Value, second.Value))],
        [.. a.Metrics.Keys.Union(b.Metrics.Keys).Order(StringComparer.Ordinal).Select(name => new ComparedMetric(name, Value(a, name), Value(b, name)))],
        [.. a.Classes.Except(b.Classes)],
        [.. b.Classes.Except(a.Classes)]);

    private static double? Value(ModelVersionInfo version, string name) => version.Metrics.TryGetValue(name, out double value) ? value : null;
}
