using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Search;

/// <summary>A page of hits in one file: pictures in it as data, texts escaped, and no script may run.</summary>
internal static class SearchPage
{
    private const int ShownSimilar = 3;
    private const int ThumbnailSide = 192;
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp"];

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
        body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
        h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
        ol { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); list-style: none; padding: 0; }
        li { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .5rem; overflow: hidden; padding: .6rem; unicode-bidi: isolate; }
        img, .none { aspect-ratio: 1; background: color-mix(in srgb, currentColor 7%, transparent); border-radius: .3rem; display: grid; object-fit: contain; place-items: center; width: 100%; }
        p { margin: .35rem 0 0; max-height: 7.5rem; overflow: auto; overflow-wrap: anywhere; }
        small { opacity: .7; overflow-wrap: anywhere; }
        </style>
        """;

    /// <summary>Writes it; the file appears whole.</summary>
    public static async Task WriteAsync(string path, ClipGridClient client, SearchResult result, string title, CancellationToken cancellationToken)
    {
        PictureBytes?[] thumbnails = new PictureBytes?[result.Hits.Length];
        for (int i = 0; i < thumbnails.Length; i++)
            thumbnails[i] = await ThumbnailAsync(client, result.Hits[i], cancellationToken);
        byte[] page = Encoding.UTF8.GetBytes(Render(result, title, thumbnails));
        await WholeFile.WriteAsync(path, target => target.WriteAsync(page, cancellationToken).AsTask());
    }

    /// <summary>The page's text.</summary>
    public static string Render(SearchResult result, string title, IReadOnlyList<PictureBytes?> thumbnails)
    {
        StringBuilder page = new(Head);
        page.Append(CultureInfo.InvariantCulture, $"\n<title>{Escaped(title)}</title>\n<h1>{Escaped(title)}</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{result.Hits.Length} hits in {Escaped(result.Dataset.ToString())} under {Escaped(result.Model.Short)}, {result.ComparedCount} compared.</p>\n");
        if (result.IsPartial)
            page.Append(CultureInfo.InvariantCulture, $"<p><strong>{result.Missing.Length} partitions gave no answer: hits may be missing.</strong></p>\n");
        page.Append("<ol>\n");
        foreach ((int index, SearchHit hit) in result.Hits.Index())
        {
            page.Append("<li>").Append(Picture(thumbnails[index]));
            page.Append(CultureInfo.InvariantCulture, $"<p><strong>{hit.Score:0.000}</strong> {Escaped(hit.Item.Label)}</p>");
            IEnumerable<string> captions = hit.CaptionIndex is { } found && found < hit.Item.Captions.Length ? [hit.Item.Captions[found]] : hit.Item.Captions;
            foreach (string caption in captions)
                page.Append(CultureInfo.InvariantCulture, $"<p>{Escaped(caption)}</p>");
            page.Append(CultureInfo.InvariantCulture, $"<small>{Escaped(hit.Item.Key)}{(hit.Duplicates.IsDefaultOrEmpty ? "" : Escaped($", similar: {Similar(hit)}"))}</small></li>\n");
        }
        return page.Append("</ol>\n").ToString();
    }

    /// <summary>What was asked, in a line.</summary>
    public static string Title(SearchRequest request) => string.Join(
        ", ",
        request.Terms.Select(term => (term.Weight < 0 ? "without " : "") + (term.Text ?? (term.Picture?.ItemKey is { } key ? $"like {key}" : "like a picture"))))
        + (request.Filter is { } filter ? $" where {FilterText.Format(filter)}" : "");

    /// <summary>What is listed under a hit because it is nearly the same.</summary>
    public static string Similar(SearchHit hit) => hit.Duplicates switch
    {
        { IsDefaultOrEmpty: true } => "",
        { Length: <= ShownSimilar } few => string.Join(", ", few),
        var many => $"{string.Join(", ", many.Take(ShownSimilar))} and {many.Length - ShownSimilar} more",
    };

    private static async Task<PictureBytes?> ThumbnailAsync(ClipGridClient client, SearchHit hit, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Datasets.GetThumbnailAsync(hit.Item, ThumbnailSide, cancellationToken);
        }
        catch (GridException e) when (e.Problem is GridProblem.NotFound or GridProblem.Corrupt)
        {
            return null;
        }
    }

    private static string Picture(PictureBytes? picture) => picture is not null && Shown.Contains(picture.MediaType)
        ? $"<img alt=\"\" src=\"data:{picture.MediaType};base64,{Convert.ToBase64String(picture.Bytes.Span)}\">"
        : "<div class=\"none\">no picture</div>";

    private static string Escaped(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
