using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClipGrid.Dashboard.Models;

/// <summary>A version's files as a download.</summary>
internal static class ModelExportEndpoint
{
    public static void MapModelExport(this IEndpointRouteBuilder routes) => routes.MapGet("/models/export", ExportAsync).ExcludeFromDescription().Costs(Cost.Transfer);

    private static async Task<IResult> ExportAsync(HttpContext context, ClipGridClient grid, string? model, ModelLayout layout = ModelLayout.OpenClip)
    {
        // A page of another site could have its visitors' grids write gigabytes.
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
            return Refused("This link stands on a page of another site: open the model's own page and export it there.", StatusCodes.Status403Forbidden);
        try
        {
            if (!Enum.IsDefined(layout))
                throw new GridException(GridProblem.Invalid, $"There is no layout {layout}: name {nameof(ModelLayout.OpenClip)} or {nameof(ModelLayout.HuggingFace)}.");
            ModelVersionInfo version = await grid.Models.ResolveAsync(ModelRef.Parse(model), context.RequestAborted);
            PrivateFolder folder = new();
            context.Response.RegisterForDispose(folder);
            string files = folder.Place("files");
            await grid.Models.ExportAsync(new ModelRef(version.Id.Name, version.Id.Digest.Value), layout, files, cancellationToken: context.RequestAborted);
            string name = $"{version.Id.Name}-{version.Id.Digest.Short}";
            FolderTar tar = new(files, name);
            context.Response.ContentLength = tar.Length;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{name}.tar" }.ToString();
            return Results.Stream(target => tar.WriteAsync(target, context.RequestAborted), "application/x-tar");
        }
        catch (GridException e)
        {
            return Refused(e.Message, HttpProblem.Status(e.Problem));
        }
    }

    private static RazorComponentResult<ExportRefusal> Refused(string why, int status) => new(new { Message = why }) { StatusCode = status };
}
