using System.Diagnostics;

namespace ClipGrid.Model.Embedding;

/// <summary>
/// What an encoder tells traces: how long inputs waited and how long their batch took, under the spans that asked for them. An input leaves
/// its caller's thread, so that its caller has to be remembered.
/// </summary>
internal static class EncoderSpans
{
    /// <summary>Name of the source.</summary>
    public const string Name = "ClipGrid.Encoder";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Whether anybody listens.</summary>
    public static bool IsHeard => Source.HasListeners();

    /// <summary>The span that asks now; the default where it is not recorded.</summary>
    public static ActivityContext Asking() => IsHeard && Activity.Current is { Recorded: true } asking ? asking.Context : default;

    /// <summary>Tells of a batch that has just ended. Inputs of one caller are told of together.</summary>
    /// <param name="kind">The inputs' kind.</param>
    /// <param name="batch">Who asked for each input, and when it began to wait.</param>
    /// <param name="begun">When the batch was begun.</param>
    /// <param name="clock">What the times are by.</param>
    public static void Tell(string kind, (ActivityContext AskedBy, long EnqueuedAt)[] batch, long begun, TimeProvider clock)
    {
        DateTimeOffset end = clock.GetUtcNow();
        DateTimeOffset start = end - clock.GetElapsedTime(begun);
        foreach (IGrouping<ActivityContext, (ActivityContext AskedBy, long EnqueuedAt)> caller in batch.Where(item => item.AskedBy != default).GroupBy(item => item.AskedBy))
        {
            Tell("encoder.wait", caller.Key, start - clock.GetElapsedTime(caller.Min(item => item.EnqueuedAt), begun), start, kind, caller.Count());
            Tell("encoder.batch", caller.Key, start, end, kind, batch.Length);
        }
    }

    private static void Tell(string name, ActivityContext parent, DateTimeOffset start, DateTimeOffset end, string kind, int size)
    {
        using Activity? span = Source.StartActivity(name, ActivityKind.Internal, parent, startTime: start);
        span?.SetTag("clipgrid.input", kind).SetTag("clipgrid.batch.size", size).SetEndTime(end.UtcDateTime);
    }
}
