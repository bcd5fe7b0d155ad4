using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Training;

/// <summary>Steering sessions over HTTP. Commands answer at once; the session, or its events, say when they have taken effect.</summary>
internal static class SteeringEndpoints
{
    public static void MapSteering(this IEndpointRouteBuilder sessions)
    {
        sessions.MapPost("/{id}/pause", ([Description(ParameterWords.Session)] string id, ClipGridClient grid, CancellationToken cancellationToken) =>
            AcceptedAsync(grid.Sessions.PauseAsync(SessionId.Parse(id), cancellationToken))).WithSummary("Pause a session").WithDescription("It ends its step, writes a checkpoint and waits; its device is free for others.");
        sessions.MapPost("/{id}/resume", ResumeAsync).WithSummary("Resume a session").WithDescription("From its newest checkpoint; also after a failure.");
        sessions.MapPost("/{id}/stop", ([Description(ParameterWords.Session)] string id, ClipGridClient grid, CancellationToken cancellationToken) =>
            AcceptedAsync(grid.Sessions.StopAsync(SessionId.Parse(id), cancellationToken))).WithSummary("Stop a session").WithDescription("It ends as if this were its last step: checkpoint, evaluation, published model.");
        sessions.MapPost("/{id}/cancel", ([Description(ParameterWords.Session)] string id, ClipGridClient grid, CancellationToken cancellationToken) =>
            AcceptedAsync(grid.Sessions.CancelAsync(SessionId.Parse(id), cancellationToken))).WithSummary("Cancel a session").WithDescription("For good; nothing is published, and its checkpoints stay.");
        sessions.MapPost("/{id}/evaluate", ([Description(ParameterWords.Session)] string id, ClipGridClient grid, CancellationToken cancellationToken) =>
            AcceptedAsync(grid.Sessions.EvaluateAsync(SessionId.Parse(id), cancellationToken))).WithSummary("Evaluate a session").WithDescription("At the end of its step; the result is an event.");
        sessions.MapPost("/{id}/rate", ([Description(ParameterWords.Session)] string id, RateBody body, ClipGridClient grid, CancellationToken cancellationToken) =>
            AcceptedAsync(grid.Sessions.ChangeRateAsync(SessionId.Parse(id), body.Factor, cancellationToken))).WithSummary("Change the learning rate").WithDescription("To the specification's rate times a factor, from the next step on.");
        sessions.MapPost("/{id}/fork", ForkAsync).Costs(Cost.Start).WithSummary("Fork a session").WithDescription("A new session that goes on from a checkpoint of this one: the same network and data, the rest as you say. The Idempotency-Key becomes its id.");
        sessions.MapPost("/{id}/clone", CloneAsync).Costs(Cost.Start).WithSummary("Clone a session").WithDescription("A new session by this one's specification, on the same version of the data. The Idempotency-Key becomes its id.");
        sessions.MapPut("/{id}/checkpoints/{step:long}/pin", ([Description(ParameterWords.Session)] string id, [Description("The checkpoint's step.")] long step, ClipGridClient grid, CancellationToken cancellationToken) =>
            PinAsync(grid, id, step, isPinned: true, cancellationToken)).WithSummary("Pin a checkpoint").WithDescription("Keeps it until it is let go.");
        sessions.MapDelete("/{id}/checkpoints/{step:long}/pin", ([Description(ParameterWords.Session)] string id, [Description("The checkpoint's step.")] long step, ClipGridClient grid, CancellationToken cancellationToken) =>
            PinAsync(grid, id, step, isPinned: false, cancellationToken)).WithSummary("Let a checkpoint go");
    }

    private static Task<Accepted<SessionAnswer>> ResumeAsync(
        [Description(ParameterWords.Session)] string id,
        ClipGridClient grid,
        CancellationToken cancellationToken,
        [Description("Goes on even where threads, torch or processor are others than before; the session records that it is no longer exact.")] bool allowInexact = false) =>
        AcceptedAsync(grid.Sessions.ResumeAsync(SessionId.Parse(id), allowInexact, cancellationToken));

    private static async Task<Created<SessionAnswer>> ForkAsync(
        [Description(ParameterWords.Session)] string id,
        ForkBody body,
        ClipGridClient grid,
        SpecificationPatch patch,
        [FromHeader(Name = IdempotencyKey.Header), Description(ParameterWords.IdempotencyKey)] string? key,
        CancellationToken cancellationToken) =>
        SessionEndpoints.Created(await grid.Sessions.ForkAsync(
            new CheckpointRef(SessionId.Parse(id), body.Step), specification => patch.Apply(specification, body.Change), SessionEndpoints.NewId(key), cancellationToken));

    private static async Task<Created<SessionAnswer>> CloneAsync(
        [Description(ParameterWords.Session)] string id,
        CloneBody body,
        ClipGridClient grid,
        SpecificationPatch patch,
        [FromHeader(Name = IdempotencyKey.Header), Description(ParameterWords.IdempotencyKey)] string? key,
        CancellationToken cancellationToken) =>
        SessionEndpoints.Created(await grid.Sessions.CloneAsync(
            SessionId.Parse(id), specification => patch.Apply(specification, body.Change), SessionEndpoints.NewId(key), cancellationToken));

    private static async Task<Ok<CheckpointAnswer>> PinAsync(ClipGridClient grid, string id, long step, bool isPinned, CancellationToken cancellationToken) =>
        TypedResults.Ok((await grid.Sessions.PinAsync(SessionId.Parse(id), step, isPinned, cancellationToken)).ToAnswer());

    private static async Task<Accepted<SessionAnswer>> AcceptedAsync(Task<SessionInfo> command)
    {
        SessionInfo session = await command;
        return TypedResults.Accepted($"/v1/sessions/{session.Id}", session.ToAnswer());
    }
}
