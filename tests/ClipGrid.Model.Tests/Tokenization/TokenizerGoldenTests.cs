using System.Text.Json;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Cleaning;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>Every string of the golden set against OpenAI's own tokenizer, without and with ftfy 6.3.1.</summary>
public sealed class TokenizerGoldenTests
{
    // "MÃ¼nchen", "cafÃ©", "Ã±", "l'humanitÃ©", "âœ” No problems", "Ãƒ©", "schÃ¶n": text that was decoded wrongly once or
    // twice. Undoing that takes a statistical guess, which this tokenizer does not make.
    private static readonly int[] Mojibake = [421, 429, 430, 433, 435, 440, 441];

    private static readonly TokenizerOptions Plain = new() { RepairsText = false };

    [Fact]
    public void Encode_WithoutRepair_EqualsReferenceOnEveryRow()
    {
        var tokenizer = new Tokenizer(OpenAiVocabulary.Value, Plain);
        List<GoldenRow> rows = GoldenRow.All();
        Assert.Equal(721, rows.Count);
        Assert.Equal([], rows.Where(row => !tokenizer.Encode(row.Text).SequenceEqual(row.Ids)).Select(Describe));
    }

    [Fact]
    public void Encode_WithRepair_DiffersFromReferenceOnMojibakeOnly()
    {
        var tokenizer = new Tokenizer(OpenAiVocabulary.Value);
        Assert.Equal(Mojibake, GoldenRow.All().Where(row => !tokenizer.Encode(row.Text).SequenceEqual(row.RepairedIds)).Select(row => row.Id));
    }

    [Fact]
    public void Repair_AnyRow_DiffersFromReferenceOnMojibakeOnly() =>
        Assert.Equal(Mojibake, GoldenRow.All().Where(row => TextRepair.Repair(row.Text) != (row.RepairedText ?? row.Text)).Select(row => row.Id));

    [Fact]
    public void Decode_EncodedRows_EqualsReference()
    {
        var tokenizer = new Tokenizer(OpenAiVocabulary.Value, Plain);
        Assert.Equal([], GoldenRow.All().Where(row => tokenizer.Decode(row.Ids) != row.Decoded).Select(Describe));
    }

    [Fact]
    public void Decode_AnyIds_EqualsReference()
    {
        var tokenizer = new Tokenizer(OpenAiVocabulary.Value);
        using JsonDocument goldens = GoldenTensors.LoadJson("tokenizer/decode_goldens.json");
        int checkedCount = 0;
        foreach (JsonElement row in goldens.RootElement.GetProperty("rows").EnumerateArray())
        {
            Assert.Equal(row.GetProperty("text").GetString(), tokenizer.Decode(GoldenRow.Numbers(row.GetProperty("ids"))));
            checkedCount++;
        }
        Assert.Equal(60, checkedCount);
    }

    [Theory]
    [InlineData(false, "tokens77")]
    [InlineData(true, "tokens77_ftfy")]
    public void Tokenize_AllRows_EqualsReference(bool repairs, string tensor)
    {
        var tokenizer = new Tokenizer(OpenAiVocabulary.Value, new TokenizerOptions { RepairsText = repairs });
        int[] expected = GoldenTensors.Load("tokenizer/tokens77.safetensors")[tensor].As<int>();
        List<GoldenRow> rows = GoldenRow.All();

        TokenBatch batch = tokenizer.Tokenize([.. rows.Select(row => row.Text)], allowTruncation: true, TestContext.Current.CancellationToken);

        Assert.Equal(expected.Length, batch.Ids.Length);
        for (int row = 0; row < rows.Count; row++)
        {
            if (repairs && Mojibake.Contains(rows[row].Id))
                continue;
            Assert.Equal(expected.AsSpan(row * 77, 77).ToArray().Select(id => (long)id), batch.Row(row).ToArray());
            Assert.Equal(49407, batch.Row(row)[batch.EndPositions[row]]);
            Assert.DoesNotContain(49407, batch.Row(row)[..batch.EndPositions[row]].ToArray());
            if (!repairs)
                Assert.Equal(rows[row].IsTooLong, batch.DroppedCounts[row] > 0);
        }
    }

    [Fact]
    public void Tokenize_OtherContextLengths_EqualsReference()
    {
        using JsonDocument goldens = GoldenTensors.LoadJson("tokenizer/tokenize_variants.json");
        foreach (JsonElement row in goldens.RootElement.GetProperty("context_lengths").EnumerateArray())
        {
            int contextLength = row.GetProperty("context_length").GetInt32();
            var tokenizer = new Tokenizer(OpenAiVocabulary.Value, Plain with { ContextLength = contextLength });
            string text = row.GetProperty("text").GetString()!;
            TokenBatch batch = tokenizer.Tokenize([text], allowTruncation: true, TestContext.Current.CancellationToken);
            Assert.Equal(GoldenRow.Numbers(row.GetProperty("truncate_true")).Select(id => (long)id), batch.Ids);

            bool isTooLong = row.TryGetProperty("error_without_truncate", out JsonElement error) && error.ValueKind == JsonValueKind.String;
            Assert.Equal(isTooLong ? 1 : 0, batch.TruncatedCount);
            if (isTooLong)
                Assert.Throws<CaptionTooLongException>(() => tokenizer.Tokenize([text], allowTruncation: false, TestContext.Current.CancellationToken));
            else
                Assert.Equal(batch.Ids, tokenizer.Tokenize([text], allowTruncation: false, TestContext.Current.CancellationToken).Ids);
        }
    }

    [Fact]
    public void Tokenize_List_EqualsReference()
    {
        using JsonDocument goldens = GoldenTensors.LoadJson("tokenizer/tokenize_variants.json");
        JsonElement list = goldens.RootElement.GetProperty("list_input");
        string[] texts = [.. list.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
        TokenBatch batch = new Tokenizer(OpenAiVocabulary.Value, Plain).Tokenize(texts, allowTruncation: false, TestContext.Current.CancellationToken);
        Assert.Equal(list.GetProperty("result").EnumerateArray().SelectMany(GoldenRow.Numbers).Select(id => (long)id), batch.Ids);
    }

    [Fact]
    public void Tokenize_ListWithTooLong_RefusesTheRowThatTheReferenceNames()
    {
        using JsonDocument goldens = GoldenTensors.LoadJson("tokenizer/tokenize_variants.json");
        JsonElement list = goldens.RootElement.GetProperty("list_with_too_long");
        string[] texts = [.. list.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
        var e = Assert.Throws<CaptionTooLongException>(() => new Tokenizer(OpenAiVocabulary.Value, Plain).Tokenize(texts, allowTruncation: false, TestContext.Current.CancellationToken));
        Assert.Contains($"Input {texts[e.Row]} is too long for context length 77", list.GetProperty("error").ToString(), StringComparison.Ordinal);
    }

    private static string Describe(GoldenRow row) => $"{row.Id}: {row.Text}";
}
