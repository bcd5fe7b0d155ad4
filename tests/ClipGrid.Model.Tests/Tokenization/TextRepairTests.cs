using ClipGrid.Model.Tokenization.Cleaning;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

public sealed class TextRepairTests
{
    [Theory]
    [InlineData("&EACUTE;T&Eacute;", "ÉTÉ")]
    [InlineData("&NBSP;&AMP;", "\u00A0&")]
    [InlineData("no semicolon &eacute", "no semicolon &eacute")]
    [InlineData("&#12ab; &#59;", "&#12ab; &#59;")]
    [InlineData("＆ａｍｐ；ｌｔ；", "<")]
    [InlineData("\u001B[1;31mred\u001B[0m \u001B[", "red [")]
    [InlineData("a\r\nb\rc\u2029d", "a\nb\nc\nd")]
    [InlineData("ﾊﾟﾌ", "パフ")]
    [InlineData("\u0091q\u0092 \u0081", "'q' \u0081")]
    public void Repair_DamagedText_IsRepaired(string text, string expected) => Assert.Equal(expected, TextRepair.Repair(text));

    [Fact]
    public void Repair_TagInALine_KeepsReferencesFromThereOn() =>
        Assert.Equal("& \n<b>&amp; \n&amp;", TextRepair.Repair("&amp; \n<b>&amp; \n&amp;"));

    [Fact]
    public void Repair_ReferencesNestedWithoutEnd_StopsAfterTheLastPass()
    {
        string nested = "&" + string.Concat(Enumerable.Repeat("amp;", 200_000));
        Assert.Equal(nested.Length - TextRepair.MaxPassCount * "amp;".Length, TextRepair.Repair(nested).Length);
    }

    [Fact]
    public void Repair_PlainText_ReturnsTheSameObject()
    {
        const string Text = "a photo of a cat, 猫の写真";
        Assert.Same(Text, TextRepair.Repair(Text));
    }
}
