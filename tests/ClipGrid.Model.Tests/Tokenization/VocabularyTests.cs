using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClipGrid.Model.Tokenization;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

public sealed class VocabularyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FromOpenAi_PublishedFile_HasTheReferencesTokens()
    {
        using JsonDocument facts = GoldenTensors.LoadJson("tokenizer/vocab_facts.json");
        Vocabulary vocabulary = OpenAiVocabulary.Value;
        Assert.Equal(facts.RootElement.GetProperty("vocab_size").GetInt32(), vocabulary.Size);
        Assert.Equal(facts.RootElement.GetProperty("merges").GetInt32(), vocabulary.Merges.Length);
        Assert.Equal((49406, 49407), (vocabulary.StartOfText, vocabulary.EndOfText));
        string all = string.Join('\n', Enumerable.Range(0, vocabulary.Size).Select(vocabulary.TokenAt));
        Assert.Equal(facts.RootElement.GetProperty("encoder_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all))));
        foreach (JsonProperty sample in facts.RootElement.GetProperty("sample").EnumerateObject())
        {
            Assert.True(vocabulary.TryGetId(sample.Value.GetString()!, out int id));
            Assert.Equal(sample.Name, $"{id}");
        }
    }

    [Fact]
    public void FromOpenAi_UnpackedStream_EqualsThePackedFile()
    {
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(OpenAiVocabulary.Path), System.IO.Compression.CompressionMode.Decompress);
        AssertSame(OpenAiVocabulary.Value, Vocabulary.FromOpenAi(packed));
    }

    [Fact]
    public void Save_OpenAis_IsReadBackTheSame() => AssertIsReadBack(OpenAiVocabulary.Value);

    [Fact]
    public void Save_Trained_IsReadBackTheSame() => AssertIsReadBack(SmallVocabulary.Create());

    [Fact]
    public void FromVocabAndMerges_OtherOrderAndNoVersion_KeepsTheFilesIds()
    {
        // Ids as the file has them, specials in front, Windows line ends, no version line.
        Vocabulary trained = SmallVocabulary.Create();
        string[] tokens = [.. Enumerable.Range(0, trained.Size).Select(trained.TokenAt).Reverse()];
        string vocab = folder.Write("vocab.json", JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => entry.id)));
        string merges = folder.Write("merges.txt", string.Join("\r\n", trained.Merges.Select(merge => $"{trained.TokenAt(merge.Left)} {trained.TokenAt(merge.Right)}")));

        Vocabulary read = Vocabulary.FromVocabAndMerges(vocab, merges);

        Assert.Equal((1, 0), (read.StartOfText, read.EndOfText));
        Tokenizer expected = new(trained), actual = new(read);
        foreach (string caption in SmallVocabulary.Captions)
            Assert.Equal(expected.Encode(caption).Select(id => trained.Size - 1 - id), actual.Encode(caption));
    }

    private void AssertIsReadBack(Vocabulary vocabulary)
    {
        vocabulary.Save(folder.FullName);
        vocabulary.Save(folder.FullName);
        AssertSame(vocabulary, Vocabulary.FromVocabAndMerges(Path.Combine(folder.FullName, "vocab.json"), Path.Combine(folder.FullName, "merges.txt")));
    }

    internal static void AssertSame(Vocabulary expected, Vocabulary actual)
    {
        Assert.Equal(Enumerable.Range(0, expected.Size).Select(expected.TokenAt), Enumerable.Range(0, actual.Size).Select(actual.TokenAt));
        Assert.Equal(expected.Merges.AsEnumerable(), actual.Merges);
        Assert.Equal((expected.StartOfText, expected.EndOfText), (actual.StartOfText, actual.EndOfText));
    }
}
