using System.Collections.Immutable;
using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class LineageLayoutTests
{
    private static readonly LineageGraph Trained = new(
        [
            new(LineageKind.Source, "data set", "demo@1"), new(LineageKind.Source, "made from", "base@0123456789ab"), new(LineageKind.Session, "session", "s1"),
            new(LineageKind.Version, "this version", "demo@0123456789ab"), new(LineageKind.Embeddings, "embeddings of", "demo@1"), new(LineageKind.Embeddings, "embeddings of", "demo@1"),
        ],
        [new(0, 2), new(1, 2), new(2, 3), new(3, 4), new(3, 5)]);

    [Fact]
    public void Wide_KindsThatAreThere_HaveColumnsOfTheirOwn()
    {
        LineageLayout layout = LineageLayout.Wide(Trained);

        Assert.Equal([0, 0, 1, 2, 3, 3], Columns(layout.Boxes));
        Assert.Equal(3 * (layout.Boxes[2].X - layout.Boxes[0].X) + LineageLayout.WideBoxWidth, layout.Width);
    }

    [Fact]
    public void Wide_ColumnOfOne_StandsInTheMiddle()
    {
        LineageLayout layout = LineageLayout.Wide(Trained);

        Assert.Equal(0, layout.Boxes[0].Y);
        Assert.Equal(layout.Height, layout.Boxes[1].Y + LineageLayout.BoxHeight);
        Assert.Equal((layout.Height - LineageLayout.BoxHeight) / 2, layout.Boxes[2].Y);
    }

    [Fact]
    public void Wide_TwoBoxesAlike_StandApart()
    {
        LineageLayout layout = LineageLayout.Wide(Trained);

        Assert.NotEqual(layout.Boxes[4], layout.Boxes[5]);
    }

    [Fact]
    public void Tall_Boxes_StandBelowEachOtherWithoutTouching()
    {
        LineageLayout layout = LineageLayout.Tall(Trained);

        Assert.All(layout.Boxes.Zip(layout.Boxes.Skip(1)), pair => Assert.True(pair.Second.Y >= pair.First.Y + LineageLayout.BoxHeight));
        Assert.Equal(layout.Height, layout.Boxes[^1].Y + LineageLayout.BoxHeight);
        Assert.True(layout.Width <= 320);
    }

    [Fact]
    public void Tall_LineToNeighbour_GoesDownAndOthersGoAround()
    {
        LineageLayout layout = LineageLayout.Tall(Trained);

        Assert.Matches(@"^M\d+ \d+V\d+$", layout.Paths[1]);
        Assert.Matches(@"^M\d+ \d+H\d+V\d+H\d+$", layout.Paths[0]);
    }

    private static IEnumerable<int> Columns(ImmutableArray<LineageBox> boxes) => boxes.Select(box => box.X / LineageLayout.WideBoxWidth);
}
