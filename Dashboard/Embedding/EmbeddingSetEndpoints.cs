using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>Embedding data sets over HTTP.</summary>
internal static class EmbeddingSetEndpoints
{
    private const string Place = "/{dataset}/{version:int}/{model}";

    public static void MapEmbeddingSets(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder sets = api.MapGroup("/embeddings/sets").WithTags("Embeddings");
        sets.MapGet("", ListAsync).WithSummary("List embeddings of data sets").WithDescription("Each with how far it is, by data set.");
        sets.MapPost("", StartAsync).Costs(Cost.Start).WithSummary("Embed a data set").WithDescription("Starts to embed what is not embedded yet, or joins the job that runs; answers at once (202). Ask the address in Location how far it is.");
        sets.MapGet(Place, GetAsync).WithSummary("How far a data set is embedded");
        sets.MapPost($"{Place}/cancel", CancelAsync).WithSummary("Stop embedding a data set").WithDescription("What is embedded stays.");
    }

    private static async Task<Ok<Page<EmbeddingSetAnswer>>> ListAsync(
        ClipGridClient grid,
        [Description("Only those of the data set of this name.")] string? dataset,
        [Description(ParameterWords.PageToken)] string? pageToken,
        CancellationToken cancellationToken,
        [Description(ParameterWords.PageSize)] int pageSize = Paging.UsualSize)
    {
        string prefix = dataset is null ? "" : $"{DatasetName.Parse(dataset)}/";
        return TypedResults.Ok(await Paging.CutAsync(
            grid.Embeddings.ListAsync(prefix, cancellationToken).Select(id => id.ToString()), $"embeddings {prefix}", pageSize, pageToken, id => Absence.OrNullAsync(StatusAsync(grid, EmbeddingSetId.Parse(id), cancellationToken))));
    }

    private static async Task<Accepted<EmbeddingSetAnswer>> StartAsync(EmbeddingSetBody body, ClipGridClient grid, CancellationToken cancellationToken)
    {
        EmbeddingStatus status = await grid.Embeddings.StartAsync(DatasetRef.Parse(body.Dataset), ModelRef.Parse(body.Model), cancellationToken);
        EmbeddingSetId id = new(status.Dataset.Name, status.Dataset.Version!.Value, status.Model);
        return TypedResults.Accepted($"{ApiPaths.Embeddings}/sets/{id}", EmbeddingSetAnswer.Of(id, status));
    }

    private static async Task<Ok<EmbeddingSetAnswer>> GetAsync(
        [Description(ParameterWords.DatasetName)] string dataset, [Description("Its version, from 1.")] int version, [Description(ParameterWords.Model)] string model, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok(await StatusAsync(grid, await IdAsync(grid, dataset, version, model, cancellationToken), cancellationToken));

    private static async Task<Ok<EmbeddingSetAnswer>> CancelAsync(
        [Description(ParameterWords.DatasetName)] string dataset, [Description("Its version, from 1.")] int version, [Description(ParameterWords.Model)] string model, ClipGridClient grid, CancellationToken cancellationToken)
    {
        EmbeddingSetId id = await IdAsync(grid, dataset, version, model, cancellationToken);
        return TypedResults.Ok(EmbeddingSetAnswer.Of(id, await grid.Embeddings.CancelAsync(id, cancellationToken)));
    }

    private static Task<EmbeddingSetId> IdAsync(ClipGridClient grid, string dataset, int version, string model, CancellationToken cancellationToken) => version < 1
        ? throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"The version is {version}: versions are numbered from 1."))
        : grid.Embeddings.ResolveAsync(new DatasetRef(DatasetName.Parse(dataset), version), ModelRef.Parse(model), cancellationToken);

    private static async Task<EmbeddingSetAnswer> StatusAsync(ClipGridClient grid, EmbeddingSetId id, CancellationToken cancellationToken) =>
        EmbeddingSetAnswer.Of(id, await grid.Embeddings.GetAsync(id, cancellationToken));
}
