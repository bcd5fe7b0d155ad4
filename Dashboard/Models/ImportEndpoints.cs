using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Models;

/// <summary>Importing models over HTTP.</summary>
internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder models)
    {
        models.MapPost("/{name}/imports", StartAsync).Costs(Cost.Start).WithSummary("Import a model").WithDescription("From a folder on the silo's machine. Answers at once (202): ask the address in Location how far it is. What is there already is not stored twice.");
        models.MapGet("/{name}/imports/{import}", GetAsync).WithSummary("How far an import is").WithDescription("Known until the silo starts anew.");
        models.MapPost("/{name}/imports/{import}/cancel", CancelAsync).WithSummary("Cancel an import").WithDescription("Nothing of it stays. Without effect once it has ended.");
    }

    private static async Task<Accepted<ImportAnswer>> StartAsync(
        [Description(ParameterWords.ModelName)] string name,
        ImportBody body,
        ClipGridClient grid,
        [FromHeader(Name = IdempotencyKey.Header), Description(ParameterWords.IdempotencyKey)] string? key,
        CancellationToken cancellationToken)
    {
        ModelName model = ModelName.Parse(name);
        ModelJobStatus status = await grid.Models.StartImportAsync(model, new ImportModelRequest { Operation = IdempotencyKey.Operation(key), Kind = SourceKind.Path, Location = body.Path }, cancellationToken);
        return TypedResults.Accepted($"/v1/models/{model}/imports/{status.Operation}", ImportAnswer.Of(status));
    }

    private static async Task<Ok<ImportAnswer>> GetAsync(
        [Description(ParameterWords.ModelName)] string name, [Description("The import's id.")] string import, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok(ImportAnswer.Of(await grid.Models.GetJobAsync(ModelName.Parse(name), OperationId.Parse(import), cancellationToken)));

    private static async Task<Ok<ImportAnswer>> CancelAsync(
        [Description(ParameterWords.ModelName)] string name, [Description("The import's id.")] string import, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok(ImportAnswer.Of(await grid.Models.CancelJobAsync(ModelName.Parse(name), OperationId.Parse(import), cancellationToken)));
}
