using System.ComponentModel;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Taking pictures in over HTTP.</summary>
internal static class IngestEndpoints
{
    public static void MapIngests(this IEndpointRouteBuilder datasets)
    {
        datasets.MapPost("/{name}/ingests", StartAsync).Costs(Cost.Start).WithSummary("Take pictures in").WithDescription("From a path on the silo's machine; they become the next version of the data set, which is made if there is none. Answers at once (202): ask the address in Location how far it is. Pictures on another machine are sent by the clipgrid command or the SDK.");
        datasets.MapGet("/{name}/ingests/{ingest}", GetAsync).WithSummary("How far an ingest is");
        datasets.MapPost("/{name}/ingests/{ingest}/cancel", CancelAsync).WithSummary("Cancel an ingest").WithDescription("Nothing of it stays. Without effect once it has ended.");
    }

    private static async Task<Accepted<IngestAnswer>> StartAsync(
        [Description("The data set's name: lower-case letters, digits and . _ -.")] string name,
        IngestBody body,
        ClipGridClient grid,
        [FromHeader(Name = IdempotencyKey.Header), Description(ParameterWords.IdempotencyKey)] string? key,
        CancellationToken cancellationToken)
    {
        IngestStatus status = await grid.Datasets.StartAddAsync(
            DatasetName.Parse(name),
            new AddItemsRequest
            {
                Operation = IdempotencyKey.Operation(key),
                Source = new DatasetSource { Kind = SourceKind.Path, Location = body.Path, Format = body.Format },
                Options = new IngestOptions { OnExisting = body.OnExisting, MaxPartitionItems = body.MaxPartitionItems, LabelNames = [.. body.LabelNames], Split = body.Split },
            },
            cancellationToken);
        return TypedResults.Accepted($"/v1/datasets/{status.Dataset}/ingests/{status.Operation}", status.ToAnswer());
    }

    private static async Task<Ok<IngestAnswer>> GetAsync(
        [Description(ParameterWords.DatasetName)] string name, [Description("The ingest's id.")] string ingest, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok((await grid.Datasets.GetIngestAsync(DatasetName.Parse(name), OperationId.Parse(ingest), cancellationToken)).ToAnswer());

    private static async Task<Ok<IngestAnswer>> CancelAsync(
        [Description(ParameterWords.DatasetName)] string name, [Description("The ingest's id.")] string ingest, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok((await grid.Datasets.CancelIngestAsync(DatasetName.Parse(name), OperationId.Parse(ingest), cancellationToken)).ToAnswer());
}
