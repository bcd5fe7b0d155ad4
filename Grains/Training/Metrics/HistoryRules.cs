using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>Which histories may be asked for.</summary>
internal static class HistoryRules
{
    private const int LargestBucketCount = 2000;

    /// <summary>Checks a request; returns the curves that it asks for.</summary>
    /// <exception cref="GridException">Invalid.</exception>
    public static ImmutableArray<MetricSeries> Check(HistoryRequest request)
    {
        if (request.BucketCount is < 1 or > LargestBucketCount)
            throw Invalid($"A history in {request.BucketCount} buckets was asked for: ask for 1 to 2,000.");
        if (request.FirstStep < 1 || request.LastStep < request.FirstStep)
            throw Invalid($"A history of the steps {request.FirstStep} to {request.LastStep} was asked for: steps begin with 1, and the last is not before the first.");
        if (request.Series.IsDefaultOrEmpty)
            return [.. Enum.GetValues<MetricSeries>()];
        foreach (MetricSeries series in request.Series)
            if (!Enum.IsDefined(series))
                throw Invalid($"There is no curve {(int)series}: ask for some of {string.Join(", ", Enum.GetNames<MetricSeries>())}.");
        return request.Series.Distinct().Count() == request.Series.Length
            ? request.Series
            : throw Invalid($"A curve was asked for twice, among {string.Join(", ", request.Series)}: ask for each once.");
    }

    private static GridException Invalid(string message) => new(GridProblem.Invalid, message);
}
