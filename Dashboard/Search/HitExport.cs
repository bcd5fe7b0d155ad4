using System.Text.Encodings.Web;
using System.Text.Json;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Search;

/// <summary>Hits as files.</summary>
internal static class HitExport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As a table, a hit a row.</summary>
    public static string Csv(SearchResult result, int skip)
    {
        CsvText csv = new();
        foreach (string name in (string[])["rank", "key", "score", "label", "caption", "captions", "duplicates", "dataset", "model"])
            csv.Text(name);
        csv.End();
        int rank = skip;
        foreach (SearchHit hit in result.Hits)
            csv.Number(++rank).Text(hit.Item.Key).Number(hit.Score).Text(hit.Item.Label).Text(CaptionOf(hit)).Text(string.Join('\n', hit.Item.Captions))
                .Text(string.Join('\n', hit.Duplicates)).Text(result.Dataset.ToString()).Text(result.Model.ToString()).End();
        return csv.ToString();
    }

    /// <summary>As JSON, with what was asked.</summary>
    public static string Json(SearchResult result, SearchState state) => JsonSerializer.Serialize(
        new
        {
            address = state.ToAddress(),
            dataset = result.Dataset.ToString(),
            model = result.Model.ToString(),
            comparedCount = result.ComparedCount,
            elapsedMilliseconds = result.Elapsed.TotalMilliseconds,
            missing = result.Missing.Select(missing => new { partition = missing.Id.ToString(), reason = missing.Reason }),
            hits = result.Hits.Select((hit, i) => new
            {
                rank = state.Skip + i + 1,
                key = hit.Item.Key,
                score = hit.Score,
                captionIndex = hit.CaptionIndex,
                label = hit.Item.Label,
                captions = hit.Item.Captions,
                metadata = hit.Item.Metadata,
                duplicates = hit.Duplicates,
            }),
        },
        Indented);

    /// <summary>The caption that was found, or the first one.</summary>
    public static string? CaptionOf(SearchHit hit)
    {
        int index = hit.CaptionIndex ?? 0;
        return index < hit.Item.Captions.Length ? hit.Item.Captions[index] : null;
    }
}
