using System.Text.Json;

namespace ClipGrid.Model.Tokenization.Files;

/// <summary>
/// Hugging Face's <c>tokenizer.json</c>, of which the parts that make CLIP's tokenizer are read and all others refused by name:
/// reading on would yield other tokens than the model was trained with. Its padding token is not used: CLIP pads with id 0.
/// </summary>
internal static class TokenizerJsonFile
{
    public static Vocabulary Read(string path) => FileContent.Json(path, Read);

    private static Vocabulary Read(string file, JsonElement root)
    {
        JsonElement model = Member(file, root, "model", JsonValueKind.Object);
        TokenizerJsonRules.Check(file, root, model);
        JsonElement vocab = Member(file, model, "model.vocab", JsonValueKind.Object);
        string[] tokens = VocabJsonFile.InOrder(file, VocabJsonFile.Entries(file, vocab).Concat(Added(file, root, vocab)));
        return VocabularyBuilder.Build(file, tokens, file, Merges(file, Member(file, model, "model.merges", JsonValueKind.Array)));
    }

    /// <summary>The member that the last word of <paramref name="path"/> names.</summary>
    private static JsonElement Member(string file, JsonElement parent, string path, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(path[(path.LastIndexOf('.') + 1)..], out JsonElement member) && member.ValueKind == kind
            ? member
            : throw new VocabularyException(file, path, $"The member is missing or no {kind}. Take the published file again.");

    /// <summary>The added tokens that the vocabulary itself does not list: <c>{"id": 49406, "content": "&lt;|startoftext|&gt;", …}</c>.</summary>
    private static List<(string Token, int Id)> Added(string file, JsonElement root, JsonElement vocab)
    {
        var added = new List<(string, int)>();
        if (!root.TryGetProperty("added_tokens", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            return added;
        foreach (JsonElement token in list.EnumerateArray())
        {
            string content = Member(file, token, "added_tokens.content", JsonValueKind.String).GetString()!;
            if (content is not (SpecialTokens.StartOfText or SpecialTokens.EndOfText))
                throw new VocabularyException(file, "added_tokens", $"The added token '{content}' is not supported: CLIP adds {SpecialTokens.StartOfText} and {SpecialTokens.EndOfText} only. Remove it if no caption was trained with it.");
            if (!Member(file, token, "added_tokens.id", JsonValueKind.Number).TryGetInt32(out int id))
                throw new VocabularyException(file, "added_tokens", $"The id of '{content}' is no whole number. Take the published file again.");
            if (!vocab.TryGetProperty(content, out JsonElement listed))
                added.Add((content, id));
            else if (!listed.TryGetInt32(out int listedId) || listedId != id)
                throw new VocabularyException(file, "added_tokens", $"'{content}' has the id {id} here and {listed.GetRawText()} in model.vocab. Take the published file again.");
        }
        return added;
    }

    // Older files: ["i n", "t h"]; newer ones: [["i", "n"], ["t", "h"]].
    private static List<MergeText> Merges(string file, JsonElement list)
    {
        var merges = new List<MergeText>(list.GetArrayLength());
        foreach (JsonElement merge in list.EnumerateArray())
        {
            string[]? parts = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString()!.Split(' '),
                JsonValueKind.Array when merge.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String) => [.. merge.EnumerateArray().Select(part => part.GetString()!)],
                _ => null,
            };
            string place = $"model.merges[{merges.Count}]";
            merges.Add(parts is [{ Length: > 0 } left, { Length: > 0 } right]
                ? new MergeText(left, right, place)
                : throw new VocabularyException(file, place, "It is no pair of tokens. Take the published file again."));
        }
        return merges;
    }
}
