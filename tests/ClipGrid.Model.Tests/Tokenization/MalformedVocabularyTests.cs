using System.IO.Compression;
using System.Text.Json.Nodes;
using ClipGrid.Model.Tokenization;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>Every way in which a vocabulary's files can be wrong is refused by file, place and remedy.</summary>
public sealed class MalformedVocabularyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Vocabulary good = SmallVocabulary.Create(520);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "vocab.json", "It is not the JSON of a vocabulary")]
    [InlineData("[]", "vocab.json", "It is JSON but no object")]
    [InlineData("{\"!\": 0,\n \"!\": 1}", "vocab.json", "It is not the JSON of a vocabulary")]
    [InlineData("{\"!\": 0,\n \"a\": }", "vocab.json, line 2", "It is not the JSON of a vocabulary")]
    [InlineData("{\"!\": \"0\"}", "vocab.json, token '!'", "Its id is \"0\", but an id is a whole number")]
    [InlineData("{\"!\": 0.5}", "vocab.json, token '!'", "Its id is 0.5")]
    [InlineData("{\"!\": -1}", "vocab.json, token '!'", "Its id is -1")]
    [InlineData("{\"!\": 4294967296}", "vocab.json, token '!'", "Its id is 4294967296")]
    [InlineData("{\"!\": 0, \"a\": 2}", "vocab.json, token 'a'", "Its id is 2, but no token has the id 1")]
    [InlineData("{\"!\": 0, \"a\": 0}", "vocab.json, token 'a'", "Its id 0 also belongs to '!'")]
    [InlineData("{\"!\": 0}", "vocab.json", "The token <|startoftext|> is missing")]
    [InlineData("{\"\\ud800\": 0}", "vocab.json", "It has text that is not Unicode")]
    public void FromVocabAndMerges_BadVocab_IsRefused(string vocab, string where, string what)
    {
        good.Save(folder.FullName);
        AssertRefused(where, what, () => FromFiles(folder.Write("vocab.json", vocab)));
    }

    [Theory]
    [InlineData("#version: 0.2\na", "merges.txt, line 2", "'a' is no merge")]
    [InlineData("#version: 0.2\na b c", "merges.txt, line 2", "'a b c' is no merge")]
    [InlineData("#version: 0.2\n\n b", "merges.txt, line 3", "' b' is no merge")]
    [InlineData("#version: 0.2\na nosuch", "merges.txt, line 2", "needs the token 'nosuch'")]
    [InlineData("#version: 0.2\n% %", "merges.txt, line 2", "needs the token '%%'")]
    public void FromVocabAndMerges_BadMerges_IsRefused(string merges, string where, string what)
    {
        good.Save(folder.FullName);
        folder.Write("merges.txt", merges);
        AssertRefused(where, what, () => FromFiles(Path.Combine(folder.FullName, "vocab.json")));
    }

    [Fact]
    public void FromVocabAndMerges_MergeTwice_NamesBothLines()
    {
        good.Save(folder.FullName);
        string[] lines = File.ReadAllLines(Path.Combine(folder.FullName, "merges.txt"));
        folder.Write("merges.txt", string.Join('\n', lines) + "\n" + lines[1]);
        AssertRefused($"merges.txt, line {lines.Length + 1}", "stands already at line 2. Delete one of the two", () => FromFiles(Path.Combine(folder.FullName, "vocab.json")));
    }

    [Theory]
    [InlineData("<|endoftext|>", "<|eos|>", "The token <|endoftext|> is missing")]
    [InlineData("a</w>", "qzq", "The token 'a</w>' of byte 97 is missing")]
    [InlineData("Ġ", "qzq", "The token 'Ġ' of byte 32 is missing")]
    [InlineData("a</w>", "猫", "The character U+732B stands for no byte")]
    [InlineData("a</w>", "a b", "The character U+0020 stands for no byte")]
    public void FromVocabAndMerges_TokenReplaced_IsRefused(string token, string replacement, string what)
    {
        good.Save(folder.FullName);
        string path = Path.Combine(folder.FullName, "vocab.json");
        JsonObject vocab = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        JsonNode id = vocab[token]!.DeepClone();
        vocab.Remove(token);
        vocab[replacement] = id;
        File.WriteAllText(path, vocab.ToJsonString());
        AssertRefused("vocab.json", what, () => FromFiles(path));
    }

    [Fact]
    public void FromVocabAndMerges_NotUtf8_IsRefused()
    {
        good.Save(folder.FullName);
        folder.Write("merges.txt", [(byte)'a', 0xFF, 0xFE]);
        AssertRefused("merges.txt", "It is not UTF-8 text", () => FromFiles(Path.Combine(folder.FullName, "vocab.json")));
    }

    [Fact]
    public void FromOpenAi_CutFile_IsRefused()
    {
        byte[] whole = File.ReadAllBytes(OpenAiVocabulary.Path);
        foreach (int length in (int[])[2, 20, 100_000])
            Assert.Throws<VocabularyException>(() => Vocabulary.FromOpenAi(folder.Write("cut.gz", whole[..length])));
        whole[5000] ^= 0xFF;
        Assert.Throws<VocabularyException>(() => Vocabulary.FromOpenAi(folder.Write("flipped.gz", whole)));
    }

    [Fact]
    public void FromOpenAi_OtherText_SaysWhatItNeeds() =>
        AssertRefused("other.txt", "It has 1 merges, but CLIP's has at least 48894", () => Vocabulary.FromOpenAi(folder.Write("other.txt", "version\na b\n")));

    [Fact]
    public void FromOpenAi_GzipBomb_IsRefusedAtTheLimit()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            for (int megabyte = 0; megabyte < 80; megabyte++)
                gzip.Write(new byte[1 << 20]);
        AssertRefused("bomb.gz", "It is larger than 64 MiB", () => Vocabulary.FromOpenAi(folder.Write("bomb.gz", packed.ToArray())));
    }

    [Fact]
    public void FromOpenAi_MissingFile_IsTheRuntimesError() =>
        Assert.Throws<FileNotFoundException>(() => Vocabulary.FromOpenAi(Path.Combine(folder.FullName, "none.gz")));

    private Vocabulary FromFiles(string vocab) => Vocabulary.FromVocabAndMerges(vocab, Path.Combine(folder.FullName, "merges.txt"));

    private static void AssertRefused(string where, string what, Func<Vocabulary> read)
    {
        var e = Assert.Throws<VocabularyException>(read);
        Assert.StartsWith(where, e.Message, StringComparison.Ordinal);
        Assert.Contains(what, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(e.File, where, StringComparison.Ordinal);
    }
}
