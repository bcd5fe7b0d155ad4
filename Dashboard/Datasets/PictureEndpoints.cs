using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using Microsoft.Net.Http.Headers;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>
/// Pictures of items for <c>img</c> elements and downloads. Previews are drawn anew by the grid, so that nothing of a stranger's file but
/// its pixels reaches the browser; the file itself is only handed out as an attachment.
/// </summary>
internal static class PictureEndpoints
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder pictures = routes.MapGroup("/pictures").ExcludeFromDescription();
        pictures.MapGet("/preview", PreviewAsync);
        pictures.MapGet("/file", FileAsync);
    }

    private static async Task PreviewAsync(HttpContext context, ClipGridClient grid, string dataset, string key, int side = PictureUrl.UsualSide)
    {
        ItemInfo item = await grid.Datasets.GetItemAsync(DatasetRef.Parse(dataset), key, context.RequestAborted);
        var tag = new EntityTagHeaderValue($"\"{item.Digest[..Math.Min(16, item.Digest.Length)]}-{side}\"");
        context.Response.Headers.CacheControl = $"private, max-age={Kept.TotalSeconds:F0}";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        PictureBytes picture = await grid.Datasets.GetThumbnailAsync(item, side, context.RequestAborted);
        await Results.Bytes(picture.Bytes.ToArray(), picture.MediaType, entityTag: tag).ExecuteAsync(context);
    }

    private static async Task<IResult> FileAsync(ClipGridClient grid, string dataset, string key, CancellationToken cancellationToken)
    {
        ItemInfo item = await grid.Datasets.GetItemAsync(DatasetRef.Parse(dataset), key, cancellationToken);
        return Results.Stream(grid.Datasets.OpenPicture(item), item.MediaType, PictureUrl.FileName(item));
    }
}
