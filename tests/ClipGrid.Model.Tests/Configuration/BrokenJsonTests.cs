using System.Text;
using ClipGrid.Model.Configuration;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.Model.Tests.Configuration;

public sealed class BrokenJsonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("12")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"model_type\":\"\\udc00\"}")]
    [InlineData("{\"text_config\":{\"hidden_act\":\"\\ud800\"},\"vision_config\":{}}")]
    public void Read_NoObjectOfUniqueNames_IsATypedError(string json)
    {
        Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip(json));
        Assert.Throws<ConfigurationException>(() => Json.ReadHuggingFace(json));
        Assert.Throws<ConfigurationException>(() => Json.ReadPreprocessor(json));
    }

    [Fact]
    public void Read_DuplicateDeepInside_IsRefused() =>
        Assert.Contains("unique", Assert.Throws<ConfigurationException>(() => Json.ReadHuggingFace("""{"text_config":{"hidden_size":64,"hidden_size":512},"vision_config":{}}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_VeryDeepOrVeryLong_IsRefused()
    {
        Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip("{\"a\":" + new string('[', 100_000)));
        Assert.Contains("larger", Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip(new string(' ', 9 << 20))).Message, StringComparison.Ordinal);
        Assert.InRange(Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip($"{{\"{new string('x', 1 << 20)}\":1,\"model_cfg\":{{}}}}")).Message.Length, 1, 2_000);
    }

    [Fact]
    public void Read_TextChangedAtRandom_GivesATypedErrorOrAConfiguration()
    {
        HostileCases cases = new(9_000);
        var random = new Random(cases.Seed);
        int refused = 0, read = 0;
        foreach ((string good, Action<Stream> parse) in (ReadOnlySpan<(string, Action<Stream>)>)[
            (Json.OpenClip, s => OpenClipConfig.Read(s, "given.json")),
            (Json.HuggingFace, s => HuggingFaceConfig.Read(s, "given.json")),
            (Json.Preprocessor, s => HuggingFacePreprocessor.Read(s, "given.json", 224))])
        {
            for (int round = 0; round < cases.Count / 3; round++)
            {
                List<byte> text = [.. Encoding.UTF8.GetBytes(good)];
                for (int change = random.Next(1, 4); change > 0; change--)
                    Mutate(text, random);
                try
                {
                    parse(new MemoryStream([.. text]));
                    read++;
                }
                catch (ConfigurationException)
                {
                    refused++;
                }
            }
        }
        Assert.True(refused > cases.Count / 3 && read > cases.Count / 90, $"{cases}: {refused} refused, {read} read");
    }

    private static void Mutate(List<byte> text, Random random)
    {
        int at = random.Next(text.Count);
        ReadOnlySpan<byte> alphabet = "0123456789-.eE\"{}[],: ntfu\\"u8;
        if (random.Next(3) == 0)
            text.RemoveAt(at);
        else if (random.Next(2) == 0)
            text.Insert(at, alphabet[random.Next(alphabet.Length)]);
        else
            text[at] = random.Next(8) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
    }
}
