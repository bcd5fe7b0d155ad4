using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClipGrid.Dashboard.Models;

/// <summary>Models over HTTP.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder models = api.MapGroup("/models").WithTags("Models");
        models.MapGet("", ListAsync).WithSummary("List models").WithDescription("Compatible with OpenAI's API; with versions and aliases besides.");
        models.MapGet("/{model}", GetAsync).WithSummary("A model with its versions, aliases and history").WithDescription("Compatible with OpenAI's API. Also by demo@alias or demo@digest, if there is such a version.");
        models.MapGet("/{name}/versions/{selector}", VersionAsync).WithSummary("A version of a model").WithDescription("With the labels that it tells apart. The ETag is its digest, so an alias is asked for cheaply.");
        models.MapDelete("/{name}/versions/{selector}", DeleteVersionAsync).WithSummary("Delete a version").WithDescription("409 where an alias other than latest points to it.");
        models.MapAliases();
        models.MapImports();
    }

    private static async Task<Ok<ModelListAnswer>> ListAsync(
        ClipGridClient grid,
        [Description(ParameterWords.PageToken)] string? pageToken,
        CancellationToken cancellationToken,
        [Description(ParameterWords.Prefix)] string prefix = "",
        [Description(ParameterWords.PageSize)] int pageSize = Paging.LargestSize)
    {
        Page<ModelAnswer> page = await Paging.CutAsync(
            grid.Models.ListNamesAsync(prefix, cancellationToken).Select(name => name.ToString()),
            $"models {prefix}",
            pageSize,
            pageToken,
            async name => (await Absence.OrNullAsync(grid.Models.GetAsync(ModelName.Parse(name), cancellationToken)))?.ToAnswer());
        return TypedResults.Ok(new ModelListAnswer("list", page.Items, page.NextPageToken));
    }

    private static async Task<Ok<ModelAnswer>> GetAsync([Description(ParameterWords.Model)] string model, ClipGridClient grid, CancellationToken cancellationToken)
    {
        ModelRef asked = ModelRef.Parse(model);
        if (asked.Selector is not null)
            await grid.Models.ResolveAsync(asked, cancellationToken);
        return TypedResults.Ok((await grid.Models.GetAsync(asked.Name, cancellationToken)).ToAnswer(model, withHistory: true));
    }

    private static async Task<Results<Ok<ModelVersionAnswer>, StatusCodeHttpResult>> VersionAsync(
        [Description(ParameterWords.ModelName)] string name, [Description("An alias or the beginning of a digest.")] string selector, HttpContext context, ClipGridClient grid, CancellationToken cancellationToken)
    {
        ModelVersionInfo info = await grid.Models.ResolveAsync(ModelRef.Parse($"{name}@{selector}"), cancellationToken);
        return Tagged.Answer(context, info.Id.Digest.ToString(), info.ToAnswer());
    }

    private static async Task<NoContent> DeleteVersionAsync(
        [Description(ParameterWords.ModelName)] string name, [Description("An alias or the beginning of a digest.")] string selector, ClipGridClient grid, CancellationToken cancellationToken)
    {
        await grid.Models.DeleteVersionAsync(ModelRef.Parse($"{name}@{selector}"), cancellationToken);
        return TypedResults.NoContent();
    }
}
