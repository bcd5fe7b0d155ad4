using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ClipGrid.Dashboard.Training;

/// <summary>
/// Metrics as server-sent events (WHATWG HTML, section 9.2). The event's id is the step, so that a browser that was cut off asks for what
/// comes after it by itself; the <c>after</c> of the address is where its first request began.
/// </summary>
internal sealed class MetricStream(HttpResponse response, JsonSerializerOptions json, TimeSpan heartbeat, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static async Task WriteAsync(
        [Description(ParameterWords.Session)] string id,
        HttpContext context,
        ClipGridClient grid,
        IOptions<ApiOptions> options,
        IOptions<JsonOptions> json,
        TimeProvider time,
        IHostApplicationLifetime process,
        [FromHeader(Name = "Last-Event-ID"), Description("The id of the last event that was seen; goes before after.")] string? lastEventId,
        [Description("Only steps after this one.")] long after = 0)
    {
        SessionId session = SessionId.Parse(id);
        long seen = Seen(lastEventId, after);
        // A reader that stays must not keep the process from ending.
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, process.ApplicationStopping);
        // Before the first byte: a session that is not there has a status of its own.
        SessionInfo info = await grid.Sessions.GetAsync(session, ended.Token);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        MetricStream stream = new(context.Response, json.Value.SerializerOptions, TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), time);
        try
        {
            await stream.FollowAsync(grid, info, seen, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The reader has gone or the process ends; a reader that is still there comes back with its last id.
        }
        catch (GridException fault)
        {
            await stream.SayAsync(null, "fault", new { fault.Message }, ended.Token);
        }
    }

    private async Task FollowAsync(ClipGridClient grid, SessionInfo info, long seen, CancellationToken cancellationToken)
    {
        await response.WriteAsync("retry: 1000\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            seen = await TailAsync(grid.Sessions.WatchAsync(info.Id, seen, cancellationToken), seen, cancellationToken);
            info = await grid.Sessions.GetAsync(info.Id, cancellationToken);
            if (info.State is SessionState.Completed or SessionState.Failed or SessionState.Cancelled or SessionState.Paused)
                break;
            // It trains no more and is not at its end yet, or was resumed just now.
            await Task.Delay(Pause, time, cancellationToken);
        }
        // Between the last look and the end there may have been steps.
        seen = await TailAsync(grid.Sessions.WatchAsync(info.Id, seen, cancellationToken), seen, cancellationToken);
        await SayAsync(seen, "end", new EndAnswer(info.State, info.Message, info.Step, info.Published?.ToString()), cancellationToken);
    }

    private async Task<long> TailAsync(IAsyncEnumerable<MetricPoint> points, long seen, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<MetricPoint> next = points.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            Task<bool> coming = next.MoveNextAsync().AsTask();
            while (!coming.IsCompleted && await Task.WhenAny(coming, Task.Delay(heartbeat, time, cancellationToken)) != coming)
            {
                // Awaited below where the reader has gone, so that nothing is left behind.
                if (cancellationToken.IsCancellationRequested)
                    break;
                await response.WriteAsync(": still here\n\n", CancellationToken.None);
                await response.Body.FlushAsync(CancellationToken.None);
            }
            if (!await coming)
                return seen;
            seen = next.Current.Step;
            await SayAsync(seen, "metric", MetricAnswer.Of(next.Current), cancellationToken);
        }
    }

    private async Task SayAsync<T>(long? id, string kind, T data, CancellationToken cancellationToken)
    {
        string line = id is { } step ? string.Create(CultureInfo.InvariantCulture, $"id: {step}\n") : "";
        await response.WriteAsync($"{line}event: {kind}\ndata: {JsonSerializer.Serialize(data, json)}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private static long Seen(string? header, long after)
    {
        if (header is not null && !(long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out after)))
            throw new RequestFault("Last-Event-ID", $"Last-Event-ID is {GridName.Shown(header)}: send the id of the last event that was seen, a step.");
        return after >= 0 ? after : throw new RequestFault("after", FormattableString.Invariant($"after is {after}: give a step from 0."));
    }
}
