using System.Text.RegularExpressions;
using ClipGrid.Model.Tokenization;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

public sealed partial class WordSplitterTests
{
    [Fact]
    public void MoveNext_AnyTextOfTheBasicPlane_EqualsThePattern() =>
        // What the runtime's patterns cannot do is left out: code points beyond U+FFFF, U+0345 and the long s.
        Gen.OneOf(Gen.Char, Gen.Char[' ', '~'], Gen.OneOf('\'', 's', 't', 'l', 'r', 'e', 'v', ' ', '1', '!'))
            .Where(c => !char.IsSurrogate(c) && c is not ('\u0345' or '\u017F')).Array[0, 30]
            .Sample(chars =>
            {
                string text = new string(chars).ToLowerInvariant();
                return Split(text).SequenceEqual(Pattern().Matches(text).Select(match => match.Value));
            }, iter: 20000);

    [Theory]
    // As the reference's pattern engine splits them, without regard to case and by code points.
    [InlineData("α\u0345β \u0345!\u0345", "α|β|!")]
    [InlineData("'\u017Fx 'sx !'s", "'\u017F|x|'s|x|!'|s")]
    [InlineData("𝒜𝒷𠀀x", "𝒜𝒷𠀀x")]
    [InlineData("𝟙𝟚", "𝟙|𝟚")]
    [InlineData("🐈‍⬛️!", "🐈‍⬛️!")]
    [InlineData("!!<|endoftext|>", "!!<||endoftext||>")]
    public void MoveNext_OddText_SplitsAsTheReference(string text, string expected) => Assert.Equal(expected, string.Join('|', Split(text)));

    [Fact]
    public void MoveNext_SpelledSpecials_AreTold()
    {
        var words = new WordSplitter("a<|startoftext|>b <|endoftext|> <|\u017Ftartoftext|>");
        var kinds = new List<WordKind>();
        while (words.MoveNext())
            kinds.Add(words.Kind);
        Assert.Equal([WordKind.Word, WordKind.StartOfText, WordKind.Word, WordKind.EndOfText, WordKind.Word], kinds);
    }

    private static List<string> Split(string text)
    {
        var pieces = new List<string>();
        var words = new WordSplitter(text);
        while (words.MoveNext())
            pieces.Add(words.Current.ToString());
        return pieces;
    }

    [GeneratedRegex(@"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+")]
    private static partial Regex Pattern();
}
