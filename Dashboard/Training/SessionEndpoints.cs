using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Training;

/// <summary>Training sessions over HTTP: starting and looking.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("", ListAsync).WithSummary("List sessions").WithDescription("The newest first.");
        sessions.MapPost("", StartAsync).Costs(Cost.Start).WithSummary("Start a session").WithDescription("Answers at once (201). The Idempotency-Key becomes the session's id: sent again with the same specification nothing starts twice; with another one it is refused (409).");
        sessions.MapPost("/suggest", SuggestAsync).Costs(Cost.Start).WithSummary("Suggest a specification").WithDescription("That suits data and goal, with the reasons; starts nothing.");
        sessions.MapPost("/check", CheckAsync).Costs(Cost.Start).WithSummary("Check a specification").WithDescription("As a start would, and says what it needs; starts nothing.");
        sessions.MapGet("/{id}", GetAsync).WithSummary("A session as it is now");
        sessions.MapSteering();
        sessions.MapHistory();
    }

    private static async Task<Ok<Page<SessionAnswer>>> ListAsync(
        ClipGridClient grid,
        [Description(ParameterWords.PageToken)] string? pageToken,
        CancellationToken cancellationToken,
        [Description(ParameterWords.Prefix)] string prefix = "",
        [Description(ParameterWords.PageSize)] int pageSize = Paging.UsualSize) =>
        TypedResults.Ok(await Paging.CutAsync(
            grid.Sessions.ListIdsAsync(prefix, cancellationToken).Select(id => id.ToString()).Reverse(),
            $"sessions {prefix}",
            pageSize,
            pageToken,
            async id => (await Absence.OrNullAsync(grid.Sessions.GetAsync(SessionId.Parse(id), cancellationToken)))?.ToAnswer(),
            order: -1));

    private static async Task<Created<SessionAnswer>> StartAsync(
        SpecificationBody body, ClipGridClient grid, [FromHeader(Name = IdempotencyKey.Header), Description(ParameterWords.IdempotencyKey)] string? key, CancellationToken cancellationToken) =>
        Created(await grid.Sessions.StartAsync(body.ToSpecification(), NewId(key), cancellationToken));

    private static async Task<Ok<SuggestionAnswer>> SuggestAsync(SuggestionBody body, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok(SuggestionAnswer.Of(await grid.Sessions.SuggestAsync(
            new SuggestionRequest { Dataset = DatasetRef.Parse(body.Dataset), Goal = body.Goal, Base = body.Base is { } start ? ModelRef.Parse(start) : null, Publish = ModelName.Parse(body.Publish) },
            cancellationToken)));

    private static async Task<Ok<SuggestionAnswer>> CheckAsync(SpecificationBody body, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok(SuggestionAnswer.Of(await grid.Sessions.CheckAsync(body.ToSpecification(), cancellationToken)));

    private static async Task<Ok<SessionAnswer>> GetAsync([Description(ParameterWords.Session)] string id, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok((await grid.Sessions.GetAsync(SessionId.Parse(id), cancellationToken)).ToAnswer());

    /// <summary>The answer about a session that was started.</summary>
    public static Created<SessionAnswer> Created(SessionInfo session) => TypedResults.Created($"/v1/sessions/{session.Id}", session.ToAnswer());

    /// <summary>The id of a session to start, by the header.</summary>
    public static SessionId NewId(string? key) =>
        key is null ? SessionId.New() : SessionId.TryParse(key, null, out SessionId id) ? id : throw IdempotencyKey.Refused(key);
}
