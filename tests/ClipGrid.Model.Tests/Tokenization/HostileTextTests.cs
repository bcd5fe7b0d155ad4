using System.Text.Json;
using ClipGrid.Model.Tokenization;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

public sealed class HostileTextTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Encode_NaughtyStrings_HaveTokensThatDecode(bool repairs)
    {
        using JsonDocument list = JsonDocument.Parse(File.ReadAllBytes(Reference.Data("hostile/text/blns.json")));
        string[] texts = [.. list.RootElement.EnumerateArray().Select(text => text.GetString()!)];
        Assert.Equal(515, texts.Length);
        var tokenizer = new Tokenizer(OpenAiVocabulary.Value, new TokenizerOptions { RepairsText = repairs });
        var plain = new PlainBytePairs(OpenAiVocabulary.Value);

        TokenBatch batch = tokenizer.Tokenize(texts, allowTruncation: true, TestContext.Current.CancellationToken);

        for (int row = 0; row < texts.Length; row++)
        {
            int[] ids = tokenizer.Encode(texts[row]);
            string[] words = tokenizer.Decode(ids).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(ids, words.SelectMany(plain.Encode));
            Assert.Equal(ids.Take(75).Select(id => (long)id), batch.Row(row).Slice(1, Math.Min(75, ids.Length)).ToArray());
        }
    }

    [Fact, Trait("Check", "S25")]
    public void Encode_TextChangedAtRandom_HasTokensOfTheVocabularyAndDecodes()
    {
        HostileCases cases = new(4_000);
        using JsonDocument list = JsonDocument.Parse(File.ReadAllBytes(Reference.Data("hostile/text/blns.json")));
        string[] texts = [.. list.RootElement.EnumerateArray().Select(text => text.GetString()!)];
        var tokenizer = new Tokenizer(OpenAiVocabulary.Value);
        for (int number = 0; number < cases.Count; number++)
        {
            Random random = cases.Of(number);
            // As UTF-16, so that halves of pairs come of it too.
            byte[] changed = HostileBytes.Mutate(System.Text.Encoding.Unicode.GetBytes(texts[random.Next(texts.Length)] + texts[random.Next(texts.Length)]), random);
            string text = new([.. changed.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (char)(pair[0] | pair[1] << 8))]);
            int[] ids = tokenizer.Encode(text);
            Assert.True(ids.All(id => id >= 0 && id < OpenAiVocabulary.Value.Size), cases.Told(number));
            Assert.Equal(ids, tokenizer.Encode(text));
            Assert.NotNull(tokenizer.Decode(ids));
        }
    }
}
