using System.Collections.Concurrent;
using System.Diagnostics;

namespace ClipGrid.Grains.Tests.Telemetry;

/// <summary>The spans of one trace, which begins with this.</summary>
internal sealed class Spans : IDisposable
{
    private static readonly ActivitySource Source = new("ClipGrid.Tests");
    private readonly ConcurrentQueue<Activity> _all = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("ClipGrid.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _all.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        Root = Source.StartActivity("test")!;
    }

    /// <summary>The first one.</summary>
    public Activity Root { get; }

    /// <summary>Those that have ended, of this trace only.</summary>
    public IReadOnlyList<Activity> Ended => [.. _all.Where(span => span.TraceId == Root.TraceId)];

    /// <summary>Those that have ended, of other traces too: of tests beside this one.</summary>
    public IReadOnlyList<Activity> Others => [.. _all];

    public void Dispose()
    {
        Root.Dispose();
        _listener.Dispose();
    }
}
