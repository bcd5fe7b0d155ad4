using ClipGrid.Dashboard.Display;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Display;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\r=x", "\"'\r=x\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData(null, "")]
    public void Text_AnyCell_IsOneCellAndNoFormula(string? text, string cell) => Assert.Equal($"{cell},-0.5\r\n", new CsvText().Text(text).Number(-0.5).End().ToString());
}
