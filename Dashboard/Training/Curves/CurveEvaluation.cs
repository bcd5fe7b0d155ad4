using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>How a session was judged after a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Values">Values by their names.</param>
internal sealed record CurveEvaluation(long Step, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The evaluation that an event tells of, or null.</summary>
    public static CurveEvaluation? Of(SessionEvent happened) => happened.Kind != SessionEventKind.Evaluated || happened.Values.IsEmpty
        ? null
        : new CurveEvaluation(happened.Step, happened.Values.Where(value => double.IsFinite(value.Value)).ToDictionary());
}
