using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClipGrid.Model.Tokenization.Files;

/// <summary>The JSON object of tokens: <c>{"!": 0, "\"": 1, …, "&lt;|endoftext|&gt;": 49407}</c>.</summary>
internal static class VocabJsonFile
{
    public static string[] Read(string path) => FileContent.Json(path, (file, vocab) => InOrder(file, Entries(file, vocab)));

    /// <summary>The tokens and ids of a JSON object.</summary>
    public static IEnumerable<(string Token, int Id)> Entries(string file, JsonElement vocab)
    {
        foreach (JsonProperty entry in vocab.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out int id) || id < 0)
                throw new VocabularyException(file, $"token '{entry.Name}'", $"Its id is {entry.Value.GetRawText()}, but an id is a whole number from 0 on. Take the published file again.");
            yield return (entry.Name, id);
        }
    }

    /// <summary>The tokens by id; ids must run from 0 without a gap.</summary>
    public static string[] InOrder(string file, IEnumerable<(string Token, int Id)> entries)
    {
        (string Token, int Id)[] ordered = [.. entries.OrderBy(entry => entry.Id)];
        for (int id = 0; id < ordered.Length; id++)
        {
            if (ordered[id].Id > id)
                throw new VocabularyException(file, $"token '{ordered[id].Token}'", $"Its id is {ordered[id].Id}, but no token has the id {id}. Ids run from 0 without a gap: take the published file again.");
            if (ordered[id].Id < id)
                throw new VocabularyException(file, $"token '{ordered[id].Token}'", $"Its id {ordered[id].Id} also belongs to '{ordered[id - 1].Token}'. Each id has one token: take the published file again.");
        }
        return [.. ordered.Select(entry => entry.Token)];
    }

    public static void Write(Stream stream, string[] tokens)
    {
        // Readable characters instead of \u escapes: the file is data, never part of a page.
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        for (int id = 0; id < tokens.Length; id++)
            json.WriteNumber(tokens[id], id);
        json.WriteEndObject();
    }
}
