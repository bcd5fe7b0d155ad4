using ClipGrid.Dashboard.Embedding;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Embedding;

public sealed class MapStateTests
{
    [Fact]
    public void Parse_AddressOfAMap_IsTheSameMap()
    {
        MapState state = new("toys@2", "eye@champion", 1000);

        Assert.Equal(state, MapState.Parse(state.ToAddress()));
    }

    [Theory]
    [InlineData("/map?most=3")]
    [InlineData("/map?most=-1000")]
    public void Parse_SizeThatIsNotOnOffer_IsTheUsualOne(string address) => Assert.Equal(MapState.UsualMost, MapState.Parse(address).Most);
}
