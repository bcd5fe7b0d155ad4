using ClipGrid.Dashboard.Display;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Display;

public sealed class UrlQueryTests
{
    [Fact]
    public void Write_ValuesWithSigns_AreReadAgain()
    {
        string address = UrlQuery.Write("/page", [new("a", "x&y=z #1 +"), new("b", ""), new("a", "ü")]);

        Assert.Equal(["x&y=z #1 +", "ü"], UrlQuery.Parse($"{address}#part").Texts("a"));
        Assert.DoesNotContain("b=", address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page")]
    [InlineData("/page#a?x=1")]
    public void Parse_NoQuery_HasNothing(string address) => Assert.Equal("", UrlQuery.Parse(address).Text("x"));
}
