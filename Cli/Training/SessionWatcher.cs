using System.Diagnostics;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>Shows a session's steps while they come.</summary>
internal static class SessionWatcher
{
    private const int WidestCurve = 32;
    private const int NarrowestCurve = 10;

    // Columns of a progress line before the curve: bar, step and loss.
    private const int ColumnsBefore = 68;
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Watches until the session ends or pauses. Cancelling stops watching only, and says so.</summary>
    public static async Task<int> WatchAsync(CommandRun run, ClipGridClient client, SessionId id, long afterStep, CancellationToken cancellationToken)
    {
        try
        {
            SessionInfo end = await FollowAsync(run, client, id, afterStep, cancellationToken);
            return Report(run, end);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Note($"Stopped watching; session {SessionChoice.Short(id)} goes on. clipgrid session watch {SessionChoice.Short(id)} watches again, clipgrid session cancel {SessionChoice.Short(id)} ends it.");
            return ExitCode.Cancelled;
        }
    }

    private static async Task<SessionInfo> FollowAsync(CommandRun run, ClipGridClient client, SessionId id, long afterStep, CancellationToken cancellationToken)
    {
        using ProgressLine line = run.Progress();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<double> losses = [];
        int curve = Math.Clamp(run.Console.Width - ColumnsBefore, NarrowestCurve, WidestCurve);
        SessionInfo now = await client.Sessions.GetAsync(id, cancellationToken);
        Task<SessionInfo> ending = client.Sessions.WaitAsync(
            id,
            new Heard<SessionInfo>(info =>
            {
                now = info;
                if (losses.Count == 0)
                    line.Show($"{info.State}  {info.Message}");
            }),
            stop.Token);
        try
        {
            Stopwatch sinceLine = new();
            await foreach (MetricPoint point in client.Sessions.WatchAsync(id, afterStep, cancellationToken))
            {
                losses.Add(point.Loss);
                line.Show("Training", point.Step, now.Specification.StepCount, $"step {point.Step}  loss {point.Loss.ToString("0.0000", CultureInfo.InvariantCulture)}  {Sparkline.Of(losses, curve)}  {point.SamplesPerSecond.ToString("0", CultureInfo.InvariantCulture)} pairs/s");
                bool isLast = point.Step == now.Specification.StepCount;
                if (run.IsJson || !run.Console.IsErrorTerminal && (!sinceLine.IsRunning || sinceLine.Elapsed >= LineInterval || isLast))
                {
                    run.WriteLine(point, Shown(point));
                    sinceLine.Restart();
                }
            }
            return await ending;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(ending);
        }
    }

    private static int Report(CommandRun run, SessionInfo end)
    {
        if (run.IsJson)
            run.WriteLine(end, "");
        else
            run.Console.Output.WriteLine(Words.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"Session {SessionChoice.Short(end.Id)}: {end.State}, step {end.Step} of {end.Specification.StepCount}{(end.Last is { } last ? $", loss {last.Loss:0.0000}" : "")}{(end.Published is { } version ? $", published {version.Short}" : "")}.")));
        if (end.TruncatedCaptionCount > 0)
            run.Note($"Warning: {end.TruncatedCaptionCount} captions were longer than the model's context and were cut.");
        if (end.State is not (SessionState.Failed or SessionState.Cancelled))
            return ExitCode.Done;
        run.Note($"clipgrid: {end.Message ?? $"The session was {end.State.ToString().ToLowerInvariant()}."}");
        return ExitCode.Failed;
    }

    private static string Shown(MetricPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"step {point.Step}  loss {point.Loss:0.0000}  rate {point.LearningRate:0.00e-0}  scale {point.LogitScale:0.0}  {point.SamplesPerSecond:0} pairs/s");
}
