using System.Text.Json;

namespace ClipGrid.Model.Tokenization.Files;

/// <summary>What a <c>tokenizer.json</c> may ask for: CLIP's byte-pair model, cleaning and splitting, and nothing else.</summary>
internal static class TokenizerJsonRules
{
    private const string Splitting = @"[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+";

    /// <exception cref="VocabularyException">Names the member that is not CLIP's.</exception>
    public static void Check(string file, JsonElement root, JsonElement model)
    {
        Require(file, "model.type", Text(model, "type"), "BPE");
        Require(file, "model.end_of_word_suffix", Text(model, "end_of_word_suffix"), ByteAlphabet.EndOfWord);
        Require(file, "model.continuing_subword_prefix", Text(model, "continuing_subword_prefix"), "");
        foreach (string flag in (string[])["byte_fallback", "ignore_merges", "fuse_unk"])
            if (model.TryGetProperty(flag, out JsonElement value) && value.ValueKind == JsonValueKind.True)
                throw Unsupported(file, $"model.{flag}", "true");
        if (model.TryGetProperty("dropout", out JsonElement dropout) && dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() != 0)
            throw Unsupported(file, "model.dropout", dropout.GetRawText());

        foreach (JsonElement step in Steps(root, "normalizer", "normalizers"))
            if (Text(step, "type") is not ("NFC" or "Replace" or "Lowercase"))
                throw Unsupported(file, "normalizer", Text(step, "type"));
        foreach (JsonElement step in Steps(root, "pre_tokenizer", "pretokenizers"))
            CheckSplitting(file, step);
    }

    private static void CheckSplitting(string file, JsonElement step)
    {
        switch (Text(step, "type"))
        {
            case "ByteLevel":
                if (step.TryGetProperty("add_prefix_space", out JsonElement space) && space.ValueKind == JsonValueKind.True)
                    throw Unsupported(file, "pre_tokenizer.add_prefix_space", "true");
                return;
            case "Split":
                string pattern = step.TryGetProperty("pattern", out JsonElement holder) && holder.ValueKind == JsonValueKind.Object ? Text(holder, "Regex") : "";
                if (!pattern.EndsWith(Splitting, StringComparison.Ordinal))
                    throw Unsupported(file, "pre_tokenizer.pattern", pattern);
                return;
            default:
                throw Unsupported(file, "pre_tokenizer", Text(step, "type"));
        }
    }

    /// <summary>The one step of a member, or those of its sequence; none where the member is null or missing.</summary>
    private static JsonElement[] Steps(JsonElement root, string member, string list) =>
        !root.TryGetProperty(member, out JsonElement step) || step.ValueKind != JsonValueKind.Object ? []
        : Text(step, "type") == "Sequence" && step.TryGetProperty(list, out JsonElement steps) && steps.ValueKind == JsonValueKind.Array ? [.. steps.EnumerateArray()]
        : [step];

    private static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static void Require(string file, string member, string actual, string expected)
    {
        if (actual != expected)
            throw Unsupported(file, member, actual);
    }

    private static VocabularyException Unsupported(string file, string member, string value) =>
        new(file, member, $"'{value}' is not supported: it would yield other tokens than CLIP's byte-level byte-pair encoding. Take the tokenizer of a CLIP model.");
}
