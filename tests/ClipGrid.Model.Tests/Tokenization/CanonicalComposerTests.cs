using System.Text;
using ClipGrid.Model.Tokenization.Cleaning;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>Form C against Python 3.11's unicodedata (Unicode 14), whose outputs the digests stand for.</summary>
public sealed class CanonicalComposerTests
{
    // Scripts whose marks combine, reorder, compose or must not compose, Hangul among them.
    private static readonly (int First, int End)[] Blocks =
    [
        (0x41, 0x7B), (0xC0, 0x180), (0x1E00, 0x1F00), (0x1F00, 0x2000), (0x300, 0x370), (0x370, 0x400), (0x591, 0x5C8),
        (0x5D0, 0x5EB), (0x610, 0x66F), (0x900, 0xA00), (0xB80, 0xC00), (0xDC0, 0xDE0), (0xF40, 0xFC0), (0x1100, 0x1113),
        (0x1161, 0x1176), (0x11A7, 0x11C3), (0xAC00, 0xAC60), (0x3040, 0x3100), (0xF900, 0xFA00), (0x1D150, 0x1D170), (0x110A0, 0x110C0),
    ];

    [Fact]
    public void Compose_EveryCodePoint_EqualsUnicodeData() => Assert.Equal(
        "9cc65524a9d8082bf10840c616cd199bd2ac12ee49a3381bd6fb7957711f342b",
        Digest.Of(Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(point => CanonicalComposer.Compose(char.ConvertFromUtf32(point)))));

    [Fact]
    public void Compose_RandomSequences_EqualsUnicodeData()
    {
        var random = new Digest(1);
        Assert.Equal(
            "535d4c3fda639dccf6b250ddaaeeaecd1fe2d3c82199bc1fe0703581a9a22e04",
            Digest.Of(Enumerable.Range(0, 20000).Select(_ => CanonicalComposer.Compose(Sequence(random)))));
    }

    [Fact]
    public void Compose_MillionMarksInReverseOrder_SortsThemInTime()
    {
        string text = "a" + new string('\u0301', 500_000) + new string('\u0323', 500_000);
        string composed = CanonicalComposer.Compose(text);
        Assert.Equal(1_000_000, composed.Length);
        Assert.StartsWith("\u1EA1\u0323", composed, StringComparison.Ordinal);
        Assert.EndsWith("\u0301", composed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("Größe, 猫の写真, кот, 🐈‍⬛")]
    public void Compose_TextWithoutMarks_ReturnsTheSameObject(string text) => Assert.Same(text, CanonicalComposer.Compose(text));

    private static string Sequence(Digest random)
    {
        var text = new StringBuilder();
        for (int left = 1 + random.Next(8); left > 0; left--)
        {
            (int first, int end) = random.Next(3) != 0 ? Blocks[random.Next(Blocks.Length)] : (0x300, 0x370);
            text.Append(char.ConvertFromUtf32(first + random.Next(end - first)));
        }
        return text.ToString();
    }
}
