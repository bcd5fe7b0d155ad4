namespace ClipGrid.Dashboard.Training;

/// <summary>Curves in few numbers: neighbouring steps share a bucket, which keeps their extremes.</summary>
/// <param name="Steps">The first step of each bucket.</param>
/// <param name="SampleCounts">Samples seen at each bucket's first step.</param>
/// <param name="Times">When each bucket's first step ended.</param>
/// <param name="LastStep">The last step that is covered, or 0: where the stream of metrics goes on.</param>
/// <param name="Series">The curves by their names.</param>
internal sealed record HistoryAnswer(IReadOnlyList<long> Steps, IReadOnlyList<long> SampleCounts, IReadOnlyList<DateTimeOffset> Times, long LastStep, IReadOnlyDictionary<string, SeriesAnswer> Series);
