using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Files;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>The three fast paths (short words, long words, remembered words) against the plain definition.</summary>
public sealed class BytePairEncoderTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.OneOf('a', 'b', 'c').Array[1, 120].Select(chars => new string(chars)),
        Gen.OneOf("cat", "photo", "黑猫", "кошка", "the", "dog", "b").Array[1, 12].Select(string.Concat),
        Gen.Char.Where(c => !char.IsSurrogate(c)).Array[1, 60].Select(chars => new string(chars)));

    [Fact]
    public void Encode_TrainedVocabulary_EqualsPlain() => AssertEqualsPlain(SmallVocabulary.Create());

    [Fact]
    public void Encode_OpenAiVocabulary_EqualsPlain()
    {
        Vocabulary vocabulary = OpenAiVocabulary.Value;
        var plain = new PlainBytePairs(vocabulary);
        var encoder = new BytePairEncoder(vocabulary.MergeTable);
        Gen.Char['a', 'z'].Array[1, 90].Select(chars => new string(chars)).Sample(word => encoder.Encode(word).SequenceEqual(plain.Encode(word)), iter: 2000);
    }

    [Fact]
    public void Encode_RanksThatNoTrainingWouldGive_EqualsPlain()
    {
        // A file may rank the merge of a token before the merge that makes it, and make one token in two ways.
        MergeText[] merges =
        [
            .. new (string, string)[] { ("abab", "a"), ("aa", "b"), ("ab", "ab"), ("a", "ab"), ("a", "b"), ("a", "a"), ("b", "b"), ("aab", "b</w>"), ("bb", "ab"), ("b", "ab") }
                .Select((pair, rank) => new MergeText(pair.Item1, pair.Item2, $"merge {rank}")),
        ];
        string[] tokens = [.. OpenAiFile.Tokens(merges).Distinct()];
        AssertEqualsPlain(VocabularyBuilder.Build("test", tokens, "test", merges));
    }

    [Fact]
    public void Encode_MillionLettersWithoutSpace_TakesSeconds()
    {
        var encoder = new BytePairEncoder(SmallVocabulary.Create().MergeTable);
        int[] ids = encoder.Encode(new string('a', 1_000_000));
        int[] few = encoder.Encode(new string('a', 1_000));
        Assert.InRange(ids.Length, few.Length * 500, 1_000_000);
    }

    private static void AssertEqualsPlain(Vocabulary vocabulary)
    {
        var plain = new PlainBytePairs(vocabulary);
        var encoder = new BytePairEncoder(vocabulary.MergeTable);
        Words.Sample(word =>
        {
            int[] expected = plain.Encode(word);
            return encoder.Encode(word).SequenceEqual(expected) && LongWay(word, vocabulary).SequenceEqual(expected);
        }, iter: 3000);
    }

    private static int[] LongWay(string word, Vocabulary vocabulary)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(word);
        int[] symbols = [.. bytes.Select(b => vocabulary.MergeTable.ByteIds[b])];
        symbols[^1] = vocabulary.MergeTable.FinalByteIds[bytes[^1]];
        return symbols[..LongWordMerger.Merge(symbols, vocabulary.MergeTable)];
    }
}
