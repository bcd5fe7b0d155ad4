using System.Diagnostics;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Telemetry;

/// <summary>What training tells traces: a span for a run, and one below it for each checkpoint.</summary>
internal static class TrainingSpans
{
    /// <summary>Name of the source.</summary>
    public const string Name = "ClipGrid.Training";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// Begins a run's span, a trace of its own, which is not the surrounding one of what follows: a run takes hours, and the calls that it makes
    /// by the clock are no part of its story. Null where nobody listens.
    /// </summary>
    public static Activity? BeginRun(SessionId session, long attempt)
    {
        Activity? before = Activity.Current;
        Activity.Current = null;
        Activity? run = Source.StartActivity("training.run")?.SetTag("clipgrid.session", session.Value).SetTag("clipgrid.attempt", attempt);
        Activity.Current = before;
        return run;
    }

    /// <summary>How a run's end is named.</summary>
    public static string Outcome(ReportKind kind) => kind switch
    {
        ReportKind.Completed => "completed",
        ReportKind.Paused => "paused",
        ReportKind.StoreAway => "store_away",
        ReportKind.Diverged => "diverged",
        ReportKind.HandedOver => "handed_over",
        _ => "failed",
    };

    /// <summary>Begins a checkpoint's span.</summary>
    public static Activity? BeginCheckpoint(ActivityContext run, long step) =>
        Source.StartActivity("training.checkpoint", ActivityKind.Internal, run)?.SetTag("clipgrid.step", step);
}
