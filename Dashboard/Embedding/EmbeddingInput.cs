using System.Text.Json;
using ClipGrid.Dashboard.Hosting;
using Microsoft.Extensions.AI;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>One entry of an input: a text or a picture.</summary>
/// <param name="Text">The text, or null.</param>
/// <param name="Picture">The picture, or null.</param>
internal sealed record EmbeddingInput(string? Text, DataContent? Picture)
{
    private const string Usage = "send a text, a picture as data:image/png;base64,…, or an array of them";

    /// <summary>The entries of an input.</summary>
    /// <exception cref="RequestFault">It cannot be read as such.</exception>
    public static IReadOnlyList<EmbeddingInput> Read(JsonElement input, ApiOptions limits)
    {
        try
        {
            return ReadAll(input, limits);
        }
        // "\ud800": JSON can write half a pair of surrogates, and no text has one.
        catch (InvalidOperationException)
        {
            throw new RequestFault("input", "input has a text with half a pair of surrogates: send whole characters.");
        }
    }

    private static EmbeddingInput[] ReadAll(JsonElement input, ApiOptions limits)
    {
        if (input.ValueKind != JsonValueKind.Array)
            return [Entry(input, "input")];
        if (input.GetArrayLength() == 0)
            throw new RequestFault("input", $"input is empty: {Usage}.");
        if (input.GetArrayLength() > Math.Max(limits.MostTexts, limits.MostPictures))
            throw new RequestFault("input", FormattableString.Invariant($"input has {input.GetArrayLength()} entries: send at most {limits.MostTexts} texts or {limits.MostPictures} pictures in a request."));
        EmbeddingInput[] entries = [.. input.EnumerateArray().Select((entry, index) => Entry(entry, FormattableString.Invariant($"input[{index}]")))];
        Demand(entries.Count(entry => entry.Text is not null), limits.MostTexts, "texts");
        Demand(entries.Count(entry => entry.Picture is not null), limits.MostPictures, "pictures");
        return entries;
    }

    private static void Demand(int count, int most, string what)
    {
        if (count > most)
            throw new RequestFault("input", FormattableString.Invariant($"input has {count} {what}: send at most {most} in a request."));
    }

    private static EmbeddingInput Entry(JsonElement entry, string member) => entry.ValueKind switch
    {
        JsonValueKind.String when DataUri.IsOne(entry.GetString()!) => OfPicture(entry, member),
        JsonValueKind.String => OfText(entry, member),
        JsonValueKind.Number or JsonValueKind.Array => throw new RequestFault("input", $"{member} holds tokens, which mean something only to the tokenizer that made them: send the text itself."),
        JsonValueKind.Object => Part(entry, member),
        _ => throw new RequestFault("input", $"{member} is neither a text nor a picture: {Usage}."),
    };

    // {"text": "…"}, {"image": "data:…"}, {"type": "text", "text": "…"}, {"type": "image_url", "image_url": {"url": "data:…"}}
    private static EmbeddingInput Part(JsonElement part, string member)
    {
        string? type = part.TryGetProperty("type", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        JsonProperty[] members = [.. part.EnumerateObject().Where(one => one.Name != "type")];
        if (members is [var only])
            switch (only.Name, type)
            {
                case ("text", null or "text"):
                    return OfText(only.Value, $"{member}.text");
                case ("image", null or "image"):
                    return OfPicture(only.Value, $"{member}.image");
                case ("image_url", null or "image_url") when only.Value.ValueKind == JsonValueKind.Object && only.Value.TryGetProperty("url", out JsonElement url):
                    return OfPicture(url, $"{member}.image_url.url");
            }
        throw new RequestFault("input", $$"""{{member}} is no part that is understood: write {"text": "…"} or {"image": "data:image/png;base64,…"}.""");
    }

    private static EmbeddingInput OfText(JsonElement text, string member) =>
        text.ValueKind == JsonValueKind.String ? new EmbeddingInput(text.GetString(), null) : throw new RequestFault("input", $"{member} must be a text.");

    // What a picture is, the grid sees by its bytes: the type named here is a form.
    private static EmbeddingInput OfPicture(JsonElement uri, string member) => uri.ValueKind == JsonValueKind.String
        ? new EmbeddingInput(null, new DataContent(DataUri.Read(uri.GetString()!, member), "image/png"))
        : throw new RequestFault("input", $"{member} must be a data URI.");
}
