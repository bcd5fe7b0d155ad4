using System.Text.Json;
using ClipGrid.TestKit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>A string of the golden set with what the reference makes of it.</summary>
internal sealed record GoldenRow(int Id, string Text, int[] Ids, int[] RepairedIds, string Decoded, bool IsTooLong, string? RepairedText)
{
    public static List<GoldenRow> All()
    {
        using JsonDocument document = GoldenTensors.LoadJson("tokenizer/tokenizer_goldens.json");
        return [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(Read)];
    }

    private static GoldenRow Read(JsonElement row)
    {
        int[] ids = Numbers(row.GetProperty("bpe"));
        return new GoldenRow(
            row.GetProperty("id").GetInt32(),
            row.GetProperty("text").GetString()!,
            ids,
            row.TryGetProperty("bpe_ftfy", out JsonElement repaired) ? Numbers(repaired) : ids,
            row.GetProperty("decoded").GetString()!,
            row.GetProperty("too_long").GetBoolean(),
            row.TryGetProperty("ftfy_text", out JsonElement text) ? text.GetString() : null);
    }

    public static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetInt32())];
}
