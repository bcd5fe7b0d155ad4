using System.ComponentModel;
using System.Globalization;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Data sets over HTTP.</summary>
internal static class DatasetEndpoints
{
    public static void MapDatasets(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder datasets = api.MapGroup("/datasets").WithTags("Data sets");
        datasets.MapGet("", ListAsync).WithSummary("List data sets").WithDescription("By name.");
        datasets.MapGet("/{name}", GetAsync).WithSummary("A data set with its versions and last ingests");
        datasets.MapDelete("/{name}", DeleteAsync).WithSummary("Delete a data set").WithDescription("With all versions and embeddings. Deleting what is not there is fine; 409 while an ingest of it runs.");
        datasets.MapGet("/{name}/versions", VersionsAsync).WithSummary("The versions of a data set").WithDescription("The oldest first.");
        datasets.MapGet("/{name}/versions/{version:int}", VersionAsync).WithSummary("A version of a data set").WithDescription("With its labels. Never changes: the ETag is its digest.");
        datasets.MapGet("/{dataset}/items", ItemsAsync).WithSummary("List items").WithDescription("In the order of the source. All pages are of the version that was the latest for the first. A page may be short where items are large.");
        datasets.MapGet("/{dataset}/item", ItemAsync).WithSummary("An item by its key").WithDescription("The key is a parameter, since keys may hold slashes and dots.");
        datasets.MapPost("/{name}/items/delete", DeleteItemsAsync).WithSummary("Delete items").WithDescription("From all versions, durably before the answer.");
        datasets.MapGet("/{dataset}/refused", RefusedAsync).WithSummary("What an ingest refused").WithDescription("With the reason for each sample; also of a version whose ingest runs or has failed.");
        datasets.MapIngests();
    }

    private static async Task<Ok<Page<DatasetAnswer>>> ListAsync(
        ClipGridClient grid,
        [Description(ParameterWords.PageToken)] string? pageToken,
        CancellationToken cancellationToken,
        [Description(ParameterWords.Prefix)] string prefix = "",
        [Description(ParameterWords.PageSize)] int pageSize = Paging.UsualSize) =>
        TypedResults.Ok(await Paging.CutAsync(
            grid.Datasets.ListNamesAsync(prefix, cancellationToken).Select(name => name.ToString()),
            $"datasets {prefix}",
            pageSize,
            pageToken,
            async name => (await Absence.OrNullAsync(grid.Datasets.GetAsync(DatasetName.Parse(name), cancellationToken)))?.ToAnswer()));

    private static async Task<Ok<DatasetAnswer>> GetAsync([Description(ParameterWords.DatasetName)] string name, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok((await grid.Datasets.GetAsync(DatasetName.Parse(name), cancellationToken)).ToAnswer());

    private static async Task<NoContent> DeleteAsync([Description(ParameterWords.DatasetName)] string name, ClipGridClient grid, CancellationToken cancellationToken)
    {
        await grid.Datasets.DeleteAsync(DatasetName.Parse(name), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<DatasetVersionAnswer[]>> VersionsAsync([Description(ParameterWords.DatasetName)] string name, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok<DatasetVersionAnswer[]>([.. (await grid.Datasets.GetAsync(DatasetName.Parse(name), cancellationToken)).Versions.Select(version => version.ToAnswer(withLabels: false))]);

    private static async Task<Results<Ok<DatasetVersionAnswer>, StatusCodeHttpResult>> VersionAsync(
        [Description(ParameterWords.DatasetName)] string name, [Description("Its number, from 1.")] int version, HttpContext context, ClipGridClient grid, CancellationToken cancellationToken)
    {
        if (version < 1)
            throw new RequestFault("version", FormattableString.Invariant($"The version is {version}: versions are numbered from 1."));
        DatasetVersionInfo info = await grid.Datasets.GetVersionAsync(new DatasetRef(DatasetName.Parse(name), version), cancellationToken);
        return Tagged.Answer(context, info.Digest, info.ToAnswer());
    }

    private static async Task<Ok<ItemsAnswer>> ItemsAsync(
        [Description(ParameterWords.Dataset)] string dataset,
        ClipGridClient grid,
        [Description("Only items that fit: label = cat and not (year < 2000).")] string? filter,
        [Description("Only items whose key, label or captions have all these words.")] string? text,
        [Description(ParameterWords.PageToken)] string? pageToken,
        CancellationToken cancellationToken,
        [Description(ParameterWords.PageSize)] int pageSize = Paging.UsualSize) =>
        TypedResults.Ok(await ItemPages.ReadAsync(grid, DatasetRef.Parse(dataset), filter, text, pageSize, pageToken, cancellationToken));

    private static async Task<Ok<ItemAnswer>> ItemAsync(
        [Description(ParameterWords.Dataset)] string dataset, [Description("The item's key, case and accents count.")] string key, ClipGridClient grid, CancellationToken cancellationToken)
    {
        DatasetRef asked = DatasetRef.Parse(dataset);
        return TypedResults.Ok((await grid.Datasets.GetItemAsync(asked, key, cancellationToken)).ToAnswer(asked));
    }

    private static async Task<Ok<DeletedAnswer>> DeleteItemsAsync(
        [Description(ParameterWords.DatasetName)] string name,
        DeleteItemsBody body,
        ClipGridClient grid,
        [FromHeader(Name = IdempotencyKey.Header), Description(ParameterWords.IdempotencyKey)] string? key,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(new DeletedAnswer(await grid.Datasets.DeleteItemsAsync(DatasetName.Parse(name), new DeleteItemsRequest { Operation = IdempotencyKey.Operation(key), Keys = [.. body.Keys] }, cancellationToken)));

    private static async Task<Ok<Page<RefusedAnswer>>> RefusedAsync(
        [Description(ParameterWords.Dataset)] string dataset,
        ClipGridClient grid,
        [Description(ParameterWords.PageToken)] string? pageToken,
        CancellationToken cancellationToken,
        [Description(ParameterWords.PageSize)] int pageSize = Paging.UsualSize)
    {
        DatasetRef asked = DatasetRef.Parse(dataset);
        string list = $"refused {asked}";
        int skip = PageToken.Read(pageToken, list) is not { } place ? 0 : int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int passed) ? passed : throw PageToken.Refused();
        List<RefusedSample> samples = await grid.Datasets.GetRefusedAsync(asked, cancellationToken).Skip(skip).Take(Paging.Size(pageSize) + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<RefusedAnswer>(
            [.. samples.Take(pageSize).Select(sample => new RefusedAnswer(sample.Where, sample.Key, sample.Reason, sample.Message))],
            samples.Count > pageSize ? PageToken.Write(list, (skip + pageSize).ToString(CultureInfo.InvariantCulture)) : null));
    }
}
