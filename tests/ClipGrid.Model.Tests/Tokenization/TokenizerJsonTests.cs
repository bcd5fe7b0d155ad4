using System.Text.Json.Nodes;
using ClipGrid.Model.Tokenization;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

public sealed class TokenizerJsonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Vocabulary vocabulary = SmallVocabulary.Create();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FromTokenizerJson_EitherFormOfMerges_EqualsTheVocabulary(bool asPairs)
    {
        JsonObject file = Create();
        if (asPairs)
            file["model"]!["merges"] = new JsonArray([.. file["model"]!["merges"]!.AsArray().Select(merge => new JsonArray([.. merge!.GetValue<string>().Split(' ').Select(part => (JsonNode)part)]))]);
        VocabularyTests.AssertSame(vocabulary, Read(file));
    }

    [Fact]
    public void FromTokenizerJson_SpecialsAddedOnly_AreFound()
    {
        JsonObject file = Create();
        file["model"]!["vocab"]!.AsObject().Remove("<|startoftext|>");
        file["model"]!["vocab"]!.AsObject().Remove("<|endoftext|>");
        VocabularyTests.AssertSame(vocabulary, Read(file));
    }

    [Theory]
    [InlineData("model.type", "\"WordPiece\"", "tokenizer.json, model.type: 'WordPiece' is not supported")]
    [InlineData("model.end_of_word_suffix", "null", "tokenizer.json, model.end_of_word_suffix: '' is not supported")]
    [InlineData("model.continuing_subword_prefix", "\"##\"", "'##' is not supported")]
    [InlineData("model.byte_fallback", "true", "model.byte_fallback: 'true' is not supported")]
    [InlineData("model.ignore_merges", "true", "model.ignore_merges: 'true' is not supported")]
    [InlineData("model.dropout", "0.1", "model.dropout: '0.1' is not supported")]
    [InlineData("model.vocab", "[]", "model.vocab")]
    [InlineData("model.vocab", "{\"a\": null}", "token 'a': Its id is null")]
    [InlineData("model.merges", "[\"a\"]", "model.merges[0]: It is no pair of tokens")]
    [InlineData("model.merges", "[[\"a\", 1]]", "model.merges[0]: It is no pair of tokens")]
    [InlineData("model.merges", "[\"% %\"]", "model.merges[0]: The merge '% %' needs the token '%%'")]
    [InlineData("model", "null", "tokenizer.json, model: The member is missing")]
    [InlineData("normalizer", "{\"type\": \"Precompiled\"}", "normalizer: 'Precompiled' is not supported")]
    [InlineData("normalizer", "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"NFC\"}, {\"type\": \"StripAccents\"}]}", "'StripAccents' is not supported")]
    [InlineData("pre_tokenizer", "{\"type\": \"Metaspace\"}", "pre_tokenizer: 'Metaspace' is not supported")]
    [InlineData("pre_tokenizer", "{\"type\": \"ByteLevel\", \"add_prefix_space\": true}", "add_prefix_space")]
    [InlineData("pre_tokenizer", "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"\\\\w+\"}}", "pre_tokenizer.pattern: '\\w+' is not supported")]
    [InlineData("added_tokens", "[{\"id\": 3, \"content\": \"<mask>\"}]", "added_tokens: The added token '<mask>' is not supported")]
    [InlineData("added_tokens", "[{\"id\": 3, \"content\": \"<|endoftext|>\"}]", "'<|endoftext|>' has the id 3 here and 599 in model.vocab")]
    [InlineData("added_tokens", "[{\"id\": 1.5, \"content\": \"<|endoftext|>\"}]", "is no whole number")]
    [InlineData("added_tokens", "[7]", "added_tokens.content: The member is missing")]
    public void FromTokenizerJson_NotClips_IsRefusedByName(string member, string value, string what)
    {
        JsonObject file = Create();
        string[] path = member.Split('.');
        JsonObject parent = path.Length == 1 ? file : file[path[0]]!.AsObject();
        parent[path[^1]] = JsonNode.Parse(value);
        var e = Assert.Throws<VocabularyException>(() => Read(file));
        Assert.Contains(what, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromTokenizerJson_HalfASurrogatePair_IsRefused()
    {
        string path = folder.Write("tokenizer.json", Create().ToJsonString().Replace("\"merges\":[", "\"merges\":[\"\\ud800 a\",", StringComparison.Ordinal));
        var e = Assert.Throws<VocabularyException>(() => Vocabulary.FromTokenizerJson(path));
        Assert.StartsWith("tokenizer.json: It has text that is not Unicode", e.Message, StringComparison.Ordinal);
    }

    private Vocabulary Read(JsonObject file) => Vocabulary.FromTokenizerJson(folder.Write("tokenizer.json", file.ToJsonString()));

    // The members of the file that CLIP models are published with.
    private JsonObject Create()
    {
        JsonObject file = JsonNode.Parse("""
            {
              "version": "1.0", "truncation": null, "padding": null,
              "added_tokens": [],
              "normalizer": { "type": "Sequence", "normalizers": [ { "type": "NFC" }, { "type": "Replace", "pattern": { "Regex": "\\s+" }, "content": " " }, { "type": "Lowercase" } ] },
              "pre_tokenizer": { "type": "Sequence", "pretokenizers": [
                { "type": "Split", "pattern": { "Regex": "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" }, "behavior": "Removed", "invert": true },
                { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true } ] },
              "decoder": { "type": "ByteLevel" },
              "model": { "type": "BPE", "dropout": null, "unk_token": "<|endoftext|>", "continuing_subword_prefix": "", "end_of_word_suffix": "</w>", "fuse_unk": false }
            }
            """)!.AsObject();
        JsonObject model = file["model"]!.AsObject();
        model["vocab"] = new JsonObject(Enumerable.Range(0, vocabulary.Size).Select(id => KeyValuePair.Create(vocabulary.TokenAt(id), (JsonNode?)id)));
        model["merges"] = new JsonArray([.. vocabulary.Merges.Select(merge => (JsonNode)$"{vocabulary.TokenAt(merge.Left)} {vocabulary.TokenAt(merge.Right)}")]);
        foreach (int id in (int[])[vocabulary.StartOfText, vocabulary.EndOfText])
            file["added_tokens"]!.AsArray().Add(new JsonObject { ["id"] = id, ["content"] = vocabulary.TokenAt(id), ["special"] = true });
        return file;
    }
}
