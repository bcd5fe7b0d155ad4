using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Training;

/// <summary>What sessions leave behind, over HTTP.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder sessions)
    {
        sessions.MapGet("/{id}/checkpoints", CheckpointsAsync).WithSummary("The checkpoints of a session").WithDescription("Those that can be gone on from, the newest first.");
        sessions.MapGet("/{id}/events", EventsAsync).WithSummary("What happened to a session").WithDescription("The oldest first.");
        sessions.MapGet("/{id}/history", HistoryAsync).WithSummary("Curves in few numbers").WithDescription("Of any length in at most so many buckets, each with least, greatest and mean value. Go on with the stream of metrics after lastStep.");
        sessions.MapGet("/{id}/metrics", MetricStream.WriteAsync).WithSummary("Metrics as they come")
            .WithDescription("Server-sent events: metric with the step as its id and a JSON object as its data, those to come included; a comment now and then where nothing comes; at last end with the session's state, when it has completed, failed, was cancelled or pauses, or fault with a message where the grid does not answer any more. A reader that was cut off goes on by Last-Event-ID without a gap or a repeat.")
            .Produces<MetricAnswer>(StatusCodes.Status200OK, "text/event-stream");
        sessions.MapGet("/{id}/metrics.csv", MetricTable.WriteAsync).WithSummary("All metrics as a table").WithDescription("A row for each step so far, streamed.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
    }

    private static async Task<Ok<CheckpointAnswer[]>> CheckpointsAsync([Description(ParameterWords.Session)] string id, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok<CheckpointAnswer[]>([.. (await grid.Sessions.GetCheckpointsAsync(SessionId.Parse(id), cancellationToken)).Select(checkpoint => checkpoint.ToAnswer())]);

    private static async Task<Ok<EventsAnswer>> EventsAsync(
        [Description(ParameterWords.Session)] string id,
        ClipGridClient grid,
        CancellationToken cancellationToken,
        [Description("Only events after the one of this number.")] long after = 0,
        [Description("Most events, 1 to 1,000.")] int top = Paging.LargestSize)
    {
        EventAnswer[] events = [.. (await grid.Sessions.GetEventsAsync(SessionId.Parse(id), after, Paging.Size(top, "top"), cancellationToken)).Select(happened => happened.ToAnswer())];
        return TypedResults.Ok(new EventsAnswer(events, events is [.., var last] ? last.Number : after));
    }

    private static async Task<Ok<HistoryAnswer>> HistoryAsync(
        [Description(ParameterWords.Session)] string id,
        ClipGridClient grid,
        [FromQuery, Description("The curves, given once for each: loss, learningRate, gradientNorm, logitScale, samplesPerSecond, updateRatio, dataWait, memoryBytes, batchAccuracy; all if left away.")] string[] series,
        [Description("The last step; the newest if left away.")] long? lastStep,
        CancellationToken cancellationToken,
        [Description("The first step, from 1.")] long firstStep = 1,
        [Description("Most buckets, 1 to 2,000.")] int buckets = 1_000)
    {
        HistoryRequest request = new() { Series = [.. series.Select(Series)], FirstStep = firstStep, LastStep = lastStep, BucketCount = buckets };
        return TypedResults.Ok((await grid.Sessions.GetHistoryAsync(SessionId.Parse(id), request, cancellationToken)).ToAnswer());
    }

    private static MetricSeries Series(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && Enum.TryParse(name, ignoreCase: true, out MetricSeries series)
        ? series
        : throw new RequestFault("series", $"{Contracts.Naming.GridName.Shown(name)} is no curve: look at /docs for their names.");
}
