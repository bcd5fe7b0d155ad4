using System.Globalization;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>What happened to a session, for people.</summary>
internal static class EventText
{
    /// <summary>A line: number, time in UTC, step, kind, sentence and what was measured.</summary>
    public static string Line(SessionEvent one) =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Number,4}  {one.At.UtcDateTime:MM-dd HH:mm:ss}  step {one.Step,-7} {Kind(one.Kind),-12} {Sentence(one)}");

    /// <summary>A line among a session's steps.</summary>
    public static string Short(SessionEvent one) => string.Create(CultureInfo.InvariantCulture, $"step {one.Step}  {Kind(one.Kind)}: {Sentence(one)}");

    private static string Kind(SessionEventKind kind) => kind switch
    {
        SessionEventKind.RateChanged => "rate changed",
        SessionEventKind.RolledBack => "rolled back",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Sentence(SessionEvent one)
    {
        string values = MetricText.Of(one.Values);
        // The sentence may say them already.
        return Words.Line(values.Length == 0 || one.Text.Contains(values, StringComparison.Ordinal) ? one.Text : $"{one.Text} ({values})");
    }
}
