using System.Globalization;
using System.Threading.Channels;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>Shows a session's steps and what happens to it while they come.</summary>
internal static class SessionWatcher
{
    /// <summary>Watches until the session ends or pauses. Cancelling stops watching only, and says so.</summary>
    public static async Task<int> WatchAsync(CommandRun run, ClipGridClient client, SessionId id, WatchFrom from, CancellationToken cancellationToken)
    {
        try
        {
            SessionInfo end = await FollowAsync(run, client, id, from, cancellationToken);
            return Report(run, end);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Note($"Stopped watching; session {SessionChoice.Short(id)} goes on. clipgrid session watch {SessionChoice.Short(id)} watches again, clipgrid session cancel {SessionChoice.Short(id)} ends it.");
            return ExitCode.Cancelled;
        }
    }

    private static async Task<SessionInfo> FollowAsync(CommandRun run, ClipGridClient client, SessionId id, WatchFrom from, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using WatchScreen screen = new(run, await client.Sessions.GetAsync(id, cancellationToken));
        Channel<long> counts = Channel.CreateUnbounded<long>();
        Task events = ShowEventsAsync(client, id, from, screen, counts.Reader, stop.Token);
        Task<SessionInfo> ending = client.Sessions.WaitAsync(
            id,
            new Heard<SessionInfo>(info =>
            {
                screen.Show(info);
                counts.Writer.TryWrite(info.EventCount);
            }),
            stop.Token);
        try
        {
            await foreach (MetricPoint point in client.Sessions.WatchAsync(id, from.Step, cancellationToken))
                screen.Show(point);
            SessionInfo end = await ending;
            counts.Writer.Complete();
            await events;
            return end;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(ending);
            await Task.WhenAny(events);
        }
    }

    // The session says how many events there are: nothing is asked for that is not there.
    private static async Task ShowEventsAsync(ClipGridClient client, SessionId id, WatchFrom from, WatchScreen screen, ChannelReader<long> counts, CancellationToken cancellationToken)
    {
        if (from.Event is not { } shown)
            return;
        await foreach (long count in counts.ReadAllAsync(cancellationToken))
        {
            if (count <= shown)
                continue;
            try
            {
                await foreach (SessionEvent one in EventPages.ReadAsync(client, id, shown, cancellationToken))
                {
                    shown = one.Number;
                    if (one.Step >= from.Step && one.Kind != SessionEventKind.Log)
                        screen.Show(one);
                }
            }
            catch (GridException error) when (error.Problem == GridProblem.Unavailable)
            {
                screen.Note($"What happened after event {shown} cannot be read now: clipgrid session events {SessionChoice.Short(id)} --after {shown} shows it later.");
            }
        }
    }

    private static int Report(CommandRun run, SessionInfo end)
    {
        if (run.IsJson)
            run.WriteLine(end, "");
        else
            run.Console.Output.WriteLine(Words.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"Session {SessionChoice.Short(end.Id)}: {end.State}, step {end.Step} of {end.Specification.StepCount}{(end.Last is { } last ? $", loss {last.Loss:0.0000}" : "")}{(end.Best is { } best ? $", best at step {best.Step} ({MetricText.Of(best.Metrics)})" : "")}{(end.Published is { } version ? $", published {version.Short}" : "")}.")));
        if (end.TruncatedCaptionCount > 0)
            run.Note($"Warning: {end.TruncatedCaptionCount} captions were longer than the model's context and were cut.");
        foreach (string reason in end.Inexactness)
            run.Note($"Warning: the run is not bit for bit the one that its specification names: {reason}");
        if (end.State is not (SessionState.Failed or SessionState.Cancelled))
            return ExitCode.Done;
        run.Note($"clipgrid: {end.Message ?? $"The session was {end.State.ToString().ToLowerInvariant()}."}");
        return ExitCode.Failed;
    }
}
