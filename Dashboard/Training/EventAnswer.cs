using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>What happened to a session.</summary>
/// <param name="Number">Its number, from 1 without a gap.</param>
/// <param name="Step">Steps done by then.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Text">A sentence for people.</param>
/// <param name="Values">What was measured, for an evaluation.</param>
internal sealed record EventAnswer(long Number, long Step, DateTimeOffset At, SessionEventKind Kind, string Text, IReadOnlyDictionary<string, double> Values);
