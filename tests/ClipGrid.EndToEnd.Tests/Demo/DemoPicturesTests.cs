using SkiaSharp;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>The demo's scenes are always the same, and show what their captions say.</summary>
[Collection<TrainedDemo>]
[Trait("Speed", "Slow")]
public sealed class DemoPicturesTests(DemoData demo)
{
    [Fact]
    public void Demo_DrawnTwice_IsTheSameByteForByte()
    {
        (string first, string second) = (DemoData.Pictures(demo.First), DemoData.Pictures(demo.Second));
        string[] files = [.. Directory.EnumerateFiles(first, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(first, file))];

        Assert.Equal(2000, demo.Rows.Count);
        Assert.Equal(demo.Rows.Count + 3, files.Length);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file))));
    }

    [Fact]
    public void Demo_HeldOutPairs_AreNeverTrainedButTheirWordsAre()
    {
        ILookup<string, DemoRow> splits = demo.Rows.ToLookup(row => row.Split);
        HashSet<(string, string)> trained = [.. splits["train"].SelectMany(row => row.Pairs)];
        HashSet<string> words = [.. splits["train"].SelectMany(row => row.Captions).SelectMany(Words)];

        Assert.Equal((1800, 200), (splits["train"].Count(), splits["heldout"].Count()));
        Assert.Equal(42, trained.Count);
        Assert.Equal(6, splits["heldout"].SelectMany(row => row.Pairs).Except(trained).Count());
        Assert.All(splits["heldout"], row =>
        {
            Assert.Contains(row.Pairs, pair => !trained.Contains(pair));
            Assert.Superset(row.Captions.SelectMany(Words).ToHashSet(), words);
        });
    }

    [Fact]
    public void Rows_OfBothSplits_HaveTheirOwnKeysAndFiles()
    {
        Assert.Equal(demo.Rows.Count, demo.Rows.Select(row => row.Key).Distinct().Count());
        Assert.All(demo.Rows, row => Assert.Equal($"images/{row.Key}.png", row.File));
        Assert.All(demo.Rows, row => Assert.Equal(row.Alone, row.OtherCount is null && row.OtherSize is null && row.OtherColor is null && row.OtherShape is null));
    }

    [Fact]
    public void Caption_First_SaysAllThatThePictureShowsAndIsItsAlone()
    {
        Assert.All(demo.Rows, row => Assert.Superset(
            row.Shown.Except([.. row.Position == "middle" ? ["middle"] : Array.Empty<string>(), .. row.Inverse.Split(' '), "a"]).ToHashSet(),
            Words(row.Captions[0]).ToHashSet()));
        Assert.Equal(demo.Rows.Count, demo.Rows.Select(row => row.Captions[0]).Distinct().Count());
    }

    [Fact]
    public void Caption_Each_SaysNothingThatThePictureDoesNotShow()
    {
        HashSet<string> ofAll = [.. demo.Rows.SelectMany(row => row.Shown)];
        // Grammar, not things: the article of one shape, and of a background.
        ofAll.ExceptWith(["a", "of"]);
        Assert.All(demo.Rows, row =>
        {
            HashSet<string> shown = [.. row.Shown];
            Assert.All(row.Captions, caption => Assert.Subset(shown, Words(caption).Intersect(ofAll).ToHashSet()));
            Assert.InRange(row.Captions.Length, 3, 8);
        });
    }

    [Fact]
    public void Picture_Each_ShowsTheNumbersColoursAndPlacesOfItsCaption() => Assert.All(demo.Rows, row =>
    {
        DemoShapes seen = Look(row);

        Assert.Equal(row.Background, seen.Background);
        Assert.Equal(row.Count + (row.OtherCount ?? 0), seen.All.Count);
        Assert.Equal(row.Count, seen.All.Count(shape => shape.Color == row.Color));
        Assert.Equal(row.OtherCount ?? 0, seen.All.Count(shape => shape.Color == row.OtherColor));
        (double x, double y) = Center(seen, row.Color);
        Assert.Equal(row.Position, row.Alone ? InThePicture(x, y) : From(x, y, Center(seen, row.OtherColor!)));
    });

    [Fact]
    public void Picture_OfEachShape_GrowsFromSmallToLarge() => Assert.All(demo.Rows.Where(row => row.Alone).GroupBy(row => row.Shape), shape =>
    {
        int[] Areas(string size) => [.. shape.Where(row => row.Size == size).SelectMany(row => Look(row).All.Select(seen => seen.Area))];
        Assert.True(Areas("small").Max() < Areas("large").Min());
    });

    private static (double X, double Y) Center(DemoShapes seen, string color) =>
        (seen.All.Where(shape => shape.Color == color).Average(shape => shape.X), seen.All.Where(shape => shape.Color == color).Average(shape => shape.Y));

    // In sixty-fourths of the picture; places are a quarter apart.
    private static string InThePicture(double x, double y) =>
        (x, y) switch { ( < 25.5, _) => "left", ( > 38.5, _) => "right", (_, < 25.5) => "top", (_, > 38.5) => "bottom", _ => "middle" };

    private static string From(double x, double y, (double X, double Y) other) => Math.Abs(x - other.X) > Math.Abs(y - other.Y)
        ? x < other.X ? "left of" : "right of"
        : y < other.Y ? "above" : "below";

    private DemoShapes Look(DemoRow row)
    {
        using SKBitmap picture = SKBitmap.Decode(Path.Combine(DemoData.Pictures(demo.First), row.Split, row.File));
        Assert.Equal((64, 64), (picture.Width, picture.Height));
        return new DemoShapes(picture);
    }

    private static string[] Words(string caption) => caption.Split(' ');
}
