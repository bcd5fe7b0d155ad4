using System.Text.Json;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>Sessions in HTTP's terms.</summary>
internal static class SessionMapping
{
    /// <summary>A session.</summary>
    public static SessionAnswer ToAnswer(this SessionInfo info) => new()
    {
        Id = info.Id.ToString(),
        State = info.State,
        Message = info.Message,
        Step = info.Step,
        CheckpointStep = info.CheckpointStep,
        Last = info.Last is { } last ? MetricAnswer.Of(last) : null,
        CreatedAt = info.CreatedAt,
        EndedAt = info.EndedAt,
        Published = info.Published?.ToString(),
        Device = info.Device,
        RateFactor = info.RateFactor,
        RollbackCount = info.RollbackCount,
        MoveCount = info.MoveCount,
        TruncatedCaptionCount = info.TruncatedCaptionCount,
        Best = info.Best?.ToAnswer(),
        Inexactness = info.Inexactness,
        EventCount = info.EventCount,
        Specification = info.Specification.ToBody(),
    };

    /// <summary>A checkpoint.</summary>
    public static CheckpointAnswer ToAnswer(this CheckpointInfo info) => new(info.Step, info.At, info.ByteCount, info.IsPinned, info.IsBest, Finite(info.Metrics));

    /// <summary>An event.</summary>
    public static EventAnswer ToAnswer(this SessionEvent happened) => new(happened.Number, happened.Step, happened.At, happened.Kind, happened.Text, Finite(happened.Values));

    /// <summary>Curves.</summary>
    public static HistoryAnswer ToAnswer(this MetricHistory history) => new(
        history.Steps,
        history.SampleCounts,
        history.Times,
        history.LastStep,
        history.Series.ToDictionary(series => JsonNamingPolicy.CamelCase.ConvertName(series.Series.ToString()), series => new SeriesAnswer(Finite(series.Minima), Finite(series.Maxima), Finite(series.Means))));

    // JSON has no word for what is no number.
    private static double?[] Finite(IEnumerable<double> numbers) => [.. numbers.Select(number => double.IsFinite(number) ? number : (double?)null)];

    private static SortedDictionary<string, double> Finite(IReadOnlyDictionary<string, double> values) => new(values.Where(value => double.IsFinite(value.Value)).ToDictionary(), StringComparer.Ordinal);
}
