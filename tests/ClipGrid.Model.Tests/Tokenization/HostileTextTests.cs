using System.Text.Json;
using ClipGrid.Model.Tokenization;
using ClipGrid.TestKit;
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
}
