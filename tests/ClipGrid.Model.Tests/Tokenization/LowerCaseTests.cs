using System.Text;
using ClipGrid.Model.Tokenization.Cleaning;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>Lower case against Python 3.11's <c>str.lower</c>, whose outputs the digests stand for.</summary>
public sealed class LowerCaseTests
{
    // Cased letters that Unicode has gained since the reference's version 14.
    private static bool IsNewer(int point) => point is 0x1C89 or (>= 0xA7C0 and < 0xA7E0) or (>= 0x10D40 and < 0x10D90);

    [Fact]
    public void Write_EveryCodePoint_EqualsUnicodeData() => Assert.Equal(
        "1f18420e19ec602d41cfa63dbadf01590ae9b6f3064368c68b2553c64ad26602",
        Digest.Of(Enumerable.Range(0, 0x110000).Where(point => Rune.IsValid(point) && !IsNewer(point)).Select(point => Lower(char.ConvertFromUtf32(point)))));

    [Fact]
    public void Write_SigmaInAnyContext_EqualsUnicodeRule()
    {
        string[] parts = [.. "Σσaς A.'1\u0301\u02b0Ⅷª·:\u00adΣİ".Select(c => c.ToString())];
        var random = new Digest(2);
        Assert.Equal(
            "49a43a93ed3a3ccf940588dcc29f4a50848815c5462f4687c08fc2b1584b0fd9",
            Digest.Of(Enumerable.Range(0, 20000).Select(_ => Lower(random.Join(parts, 7)))));
    }

    [Theory]
    [InlineData("ΟΔΥΣΣΕΥΣ", "οδυσσευς")]
    [InlineData("İstanbul", "i\u0307stanbul")]
    [InlineData("\U0001E900\U00010400", "\U0001E922\U00010428")]
    public void Write_SpecialCases_FollowUnicode(string text, string expected) => Assert.Equal(expected, Lower(text));

    private static string Lower(string text)
    {
        var destination = new char[text.Length * LowerCase.MaxGrowth];
        return new string(destination, 0, LowerCase.Write(text, destination));
    }
}
