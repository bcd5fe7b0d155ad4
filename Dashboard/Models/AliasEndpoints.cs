using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Models;

/// <summary>
/// Aliases over HTTP. Whoever sends the ETag of what was seen last as <c>If-Match</c> changes nothing that somebody else has moved meanwhile:
/// the grid itself compares where the alias points.
/// </summary>
internal static class AliasEndpoints
{
    private const string Place = "/{name}/aliases/{alias}";
    private const string AliasWords = "The alias: a name that is no beginning of a digest.";

    public static void MapAliases(this IEndpointRouteBuilder models)
    {
        models.MapGet(Place, GetAsync).WithSummary("Where an alias points").WithDescription("Its ETag goes into If-Match of a change.");
        models.MapPut(Place, SetAsync).WithSummary("Set an alias").WithDescription("With If-Match, only if it is still as it was seen (else 412). 409 if it is protected. latest moves by itself.");
        models.MapDelete(Place, RemoveAsync).WithSummary("Remove an alias").WithDescription("With If-Match, only if it is still as it was seen (else 412). 409 if it is protected.");
    }

    private static async Task<Results<Ok<AliasAnswer>, StatusCodeHttpResult>> GetAsync(
        [Description(ParameterWords.ModelName)] string name, [Description(AliasWords)] string alias, HttpContext context, ClipGridClient grid, CancellationToken cancellationToken)
    {
        AliasInfo found = Find(await grid.Models.GetAsync(ModelName.Parse(name), cancellationToken), alias) ?? throw Missing(name, alias);
        return Tagged.Answer(context, Tag(found), found.ToAnswer());
    }

    private static async Task<Ok<AliasAnswer>> SetAsync(
        [Description(ParameterWords.ModelName)] string name,
        [Description(AliasWords)] string alias,
        AliasBody body,
        HttpContext context,
        ClipGridClient grid,
        [FromHeader(Name = IdempotencyKey.Header), Description(ParameterWords.IdempotencyKey)] string? key,
        CancellationToken cancellationToken)
    {
        SetAliasRequest request = new() { Operation = IdempotencyKey.Operation(key), Alias = alias, Target = body.Target, IsProtected = body.IsProtected, OverridesProtection = body.OverrideProtection, Reason = body.Reason };
        AliasInfo set = Find(await ChangeAsync(context.Request, grid, ModelName.Parse(name), request, cancellationToken), alias) ?? throw Missing(name, alias);
        context.Response.Headers.ETag = $"\"{Tag(set)}\"";
        return TypedResults.Ok(set.ToAnswer());
    }

    private static async Task<NoContent> RemoveAsync(
        [Description(ParameterWords.ModelName)] string name,
        [Description(AliasWords)] string alias,
        HttpContext context,
        ClipGridClient grid,
        CancellationToken cancellationToken,
        [Description("Removes it even if it is protected.")] bool overrideProtection = false)
    {
        SetAliasRequest request = new() { Operation = OperationId.New(), Alias = alias, Target = null, OverridesProtection = overrideProtection };
        await ChangeAsync(context.Request, grid, ModelName.Parse(name), request, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<ModelInfo> ChangeAsync(HttpRequest http, ClipGridClient grid, ModelName name, SetAliasRequest request, CancellationToken cancellationToken)
    {
        if (http.Headers.IfMatch.Count == 0)
            return await grid.Models.SetAliasAsync(name, request, cancellationToken);
        AliasInfo? seen = Find(await grid.Models.GetAsync(name, cancellationToken), request.Alias);
        if (seen is null || Tagged.IsWanted(http, Tag(seen)) != true)
            throw Stale(name, request.Alias);
        try
        {
            return await grid.Models.SetAliasAsync(name, request with { Expected = seen.Target }, cancellationToken);
        }
        // It was moved between the two calls; an operation that was used before is told as it is.
        catch (GridException e) when (e.Problem == GridProblem.Conflict)
        {
            if (Find(await grid.Models.GetAsync(name, cancellationToken), request.Alias)?.Target != seen.Target)
                throw Stale(name, request.Alias);
            throw;
        }
    }

    private static AliasInfo? Find(ModelInfo model, string alias) => model.Aliases.FirstOrDefault(one => one.Name == alias);

    private static string Tag(AliasInfo alias) => $"{alias.Target.Digest}{(alias.IsProtected ? "-protected" : "")}";

    private static GridException Missing(string name, string alias) => new(GridProblem.NotFound, $"{name} has no alias {GridName.Shown(alias)}: GET /v1/models/{name} lists those that it has.");

    private static StaleFault Stale(ModelName name, string alias) => new($"{GridName.Shown(alias)} of {name} is no longer as it was seen: look at it again and decide anew.");
}
