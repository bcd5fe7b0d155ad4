using ClipGrid.Model.Tokenization.Cleaning;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>HTML references against Python 3.11's <c>html.unescape</c>, whose outputs the digest stands for.</summary>
public sealed class HtmlUnescaperTests
{
    [Fact]
    public void Unescape_RandomPieces_EqualsReference()
    {
        string[] parts =
        [
            "&", "amp", "lt", "LT", "not", "notit", ";", "#", "#x", "#X", "39", "41", "1F600", "128", "146", "0", "13", "x", "copy",
            "COPY", "hellip", "&amp;", "acE", "fjlig", "CounterClockwiseContourIntegral", " ", "<", "\t", "é", "110000", "d800",
            "1", "fdd0", "thorn", "sup", "sup1", "frac12", "z",
        ];
        var random = new Digest(3);
        Assert.Equal(
            "435cac52291bd6aa9780f0752068f2700a0b0d4deeb03119fc8a143fa1fde92f",
            Digest.Of(Enumerable.Range(0, 20000).Select(_ => HtmlUnescaper.Unescape(random.Join(parts, 9)))));
    }

    [Fact]
    public void Names_OfTable_AreHtmls() => Assert.Equal(2231, HtmlEntities.Count);

    [Theory]
    [InlineData("&notit;", "¬it;")]
    [InlineData("&NotEqualTilde;", "≂\u0338")]
    [InlineData("&#128;&#x9F;", "€Ÿ")]
    [InlineData("&#99999999999999999999;", "\uFFFD")]
    [InlineData("&#1;&#xFFFE;", "")]
    [InlineData("&;&#;&#x;& amp;", "&;&#;&#x;& amp;")]
    public void Unescape_OddReferences_FollowHtml(string text, string expected) => Assert.Equal(expected, HtmlUnescaper.Unescape(text));
}
