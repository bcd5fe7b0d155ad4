using ClipGrid.Model.Tokenization;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

public sealed class TokenizerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Gen<string> Captions = Gen.OneOf(
        Gen.OneOf("cat", "photo", "'s", " ", "猫", "кошка", "1", "!", "&amp;", "É", "🐈", "Σ", "<|endoftext|>").Array[0, 20].Select(string.Concat),
        Gen.String,
        Gen.Char.Array[0, 40].Select(chars => new string(chars)));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000 ")]
    [InlineData("\0\0")]
    public void Encode_NothingToSay_IsEmpty(string caption) => Assert.Empty(Create().Encode(caption));

    [Theory]
    [InlineData("\uD800")]
    [InlineData("a\uDC00\uD800b")]
    [InlineData("cat\uD83D")]
    public void Encode_LoneSurrogates_CountAsReplacementCharacter(string caption)
    {
        foreach (bool repairs in (bool[])[true, false])
        {
            Tokenizer tokenizer = Create(new TokenizerOptions { RepairsText = repairs });
            string replaced = new([.. caption.Select(c => char.IsSurrogate(c) ? '\uFFFD' : c)]);
            Assert.Equal(tokenizer.Encode(replaced), tokenizer.Encode(caption));
            Assert.Contains('\uFFFD', tokenizer.Decode(tokenizer.Encode(caption)));
        }
    }

    [Fact]
    public void Encode_MillionCharacters_EndsAndCutsExactly()
    {
        Tokenizer tokenizer = Create();
        foreach (string part in (string[])["a", "cat ", "猫", "&amp;", "&", "\u0301", "Σ'", "<|", "ﬁ", "\n"])
        {
            string caption = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
            int[] ids = tokenizer.Encode(caption);
            TokenBatch batch = tokenizer.Tokenize([caption], allowTruncation: true, Cancel);
            Assert.Equal(Math.Max(0, ids.Length + 2 - 77), batch.DroppedCounts[0]);
            Assert.Equal(ids.Take(75).Select(id => (long)id), batch.Ids.Skip(1).Take(Math.Min(75, ids.Length)));
            Assert.Equal(Math.Min(76, ids.Length + 1), batch.EndPositions[0]);
        }
    }

    [Fact]
    public void Encode_SecondTime_EqualsFirst()
    {
        // A cache of one word is replaced all the time, the default one never here.
        Tokenizer forgetful = Create(new TokenizerOptions { CachedWordCount = 1 }), tokenizer = Create();
        Captions.Sample(caption =>
        {
            int[] first = tokenizer.Encode(caption);
            return first.SequenceEqual(tokenizer.Encode(caption)) && first.SequenceEqual(forgetful.Encode(caption));
        });
    }

    [Fact]
    public void Decode_EncodedText_IsItsWordsWithSpaces()
    {
        Tokenizer tokenizer = Create();
        Captions.Sample(caption =>
        {
            string once = tokenizer.Decode(tokenizer.Encode(caption));
            // "x'" and "s" are two words when "x's" was one and a contraction: compare what is said, not the spaces.
            return Letters(tokenizer.Decode(tokenizer.Encode(once))) == Letters(once);
        });

        static string Letters(string text) => text.Replace(" ", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_CleanCaption_GivesItBack()
    {
        Tokenizer tokenizer = Create();
        Gen.OneOf("cat", "photo", "猫", "кошка", "1", "!", "é", "🐈", "ὀδυσσεύς").Array[1, 20].Select(words => string.Join(' ', words))
            .Sample(caption => tokenizer.Decode(tokenizer.Encode(caption)) == caption + " ");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(600)]
    public void Decode_UnknownId_IsRefusedByNumber(int id)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Create().Decode([0, id]));
        Assert.Contains($"Token id {id} is not in the vocabulary, whose ids are 0 to 599", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokenize_ManyRows_EqualsOneByOne()
    {
        string[] captions = [.. Enumerable.Range(0, 5000).Select(i => $"{SmallVocabulary.Captions[i % SmallVocabulary.Captions.Length]} {i} {new string('x', i % 90)}")];
        TokenBatch parallel = Create(new TokenizerOptions { MaxWorkerCount = 4, CachedWordCount = 64 }).Tokenize(captions, allowTruncation: true, Cancel);
        Tokenizer serial = Create(new TokenizerOptions { MaxWorkerCount = 1 });
        TokenBatch whole = serial.Tokenize(captions, allowTruncation: true, Cancel);
        Assert.Equal(whole.Ids, parallel.Ids);
        Assert.Equal(whole.EndPositions, parallel.EndPositions);
        Assert.Equal(whole.DroppedCounts, parallel.DroppedCounts);
        Assert.InRange(whole.TruncatedCount, 1, 4999);
        for (int row = 0; row < captions.Length; row += 97)
            Assert.Equal(serial.Tokenize([captions[row]], allowTruncation: true, Cancel).Ids, parallel.Row(row).ToArray());
    }

    [Fact]
    public void Tokenize_CaptionTooLong_NamesTheFirstAndBothCounts()
    {
        Tokenizer tokenizer = Create(new TokenizerOptions { ContextLength = 6, MaxWorkerCount = 4 });
        string[] captions = [.. Enumerable.Range(0, 3000).Select(i => i is 1700 or 2900 ? "1 2 3 4 5 6" : "1 2 3 4")];
        var e = Assert.Throws<CaptionTooLongException>(() => tokenizer.Tokenize(captions, allowTruncation: false, Cancel));
        Assert.Equal((1700, 8, 6), (e.Row, e.TokenCount, e.ContextLength));
        Assert.Equal("Caption 1700 of the batch has 8 tokens with start and end, but the context holds 6: shorten it, or allow truncation.", e.Message);
    }

    [Fact]
    public void Tokenize_SpelledEndOfText_PoolsAtTheFirst()
    {
        Tokenizer tokenizer = Create();
        TokenBatch batch = tokenizer.Tokenize(["1 <|ENDOFTEXT|> 2", "1"], allowTruncation: false, Cancel);
        Assert.Equal([2, 2], batch.EndPositions);
        Assert.Equal(tokenizer.Vocabulary.EndOfText, batch.Row(0)[4]);
        Assert.Equal((2, 0, 3), (batch.RowCount, batch.TruncatedCount, batch.UsedLength));
    }

    [Fact]
    public void Tokenize_NoCaptions_IsAnEmptyBatch()
    {
        TokenBatch batch = Create().Tokenize([], allowTruncation: false, Cancel);
        Assert.Equal((0, 0, 0), (batch.RowCount, batch.UsedLength, batch.Ids.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Row(0).Length);
    }

    [Fact]
    public void Tokenize_NullCaption_IsRefusedByRow()
    {
        var e = Assert.Throws<ArgumentException>(() => Create().Tokenize(["a", null!], allowTruncation: false, Cancel));
        Assert.Contains("Caption 1 of the batch is null", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokenize_Cancelled_Stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Create().Tokenize(SmallVocabulary.Captions, allowTruncation: true, new CancellationToken(canceled: true)));

    [Fact]
    public void Constructor_OptionsBelowOne_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new TokenizerOptions { ContextLength = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new TokenizerOptions { MaxWorkerCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new TokenizerOptions { CachedWordCount = 0 }));
    }

    [Fact]
    public void Encode_FromManyThreads_EqualsOne()
    {
        Tokenizer shared = Create(new TokenizerOptions { CachedWordCount = 4 }), own = Create();
        int[][] expected = [.. SmallVocabulary.Captions.Select(own.Encode)];
        Parallel.For(0, 20000, new ParallelOptions { CancellationToken = Cancel }, i =>
            Assert.Equal(expected[i % expected.Length], shared.Encode(SmallVocabulary.Captions[i % expected.Length])));
    }

    private static Tokenizer Create(TokenizerOptions? options = null) => new(SmallVocabulary.Create(), options);
}
