using System.Diagnostics;

namespace ClipGrid.Grains.Cluster;

/// <summary>What work in the background tells traces: each piece a trace of its own, because it outlives the call that began it.</summary>
internal static class WorkSpans
{
    /// <summary>Name of the source.</summary>
    public const string Name = "ClipGrid.Work";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Carries out a piece of work; what it calls is not part of its trace, of which there may be a great deal.</summary>
    public static async Task RunAsync(string name, string subject, Func<Task> work)
    {
        using Activity? span = Source.StartActivity(name)?.SetTag("clipgrid.subject", subject);
        Activity.Current = null;
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, Outcome.Of(error));
            throw;
        }
    }
}
