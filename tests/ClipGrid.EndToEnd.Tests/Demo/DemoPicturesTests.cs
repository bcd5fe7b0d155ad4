using SkiaSharp;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>The demo's pictures are always the same, and show what their captions say.</summary>
[Collection<TrainedDemo>]
[Trait("Speed", "Slow")]
public sealed class DemoPicturesTests(DemoData demo)
{
    private static readonly Dictionary<string, SKColor> s_colors = new()
    {
        ["red"] = new(220, 20, 40), ["orange"] = new(250, 140, 0), ["yellow"] = new(245, 220, 20), ["green"] = new(30, 150, 50),
        ["blue"] = new(30, 80, 210), ["purple"] = new(125, 40, 170), ["pink"] = new(245, 125, 185), ["brown"] = new(120, 70, 30),
        ["white"] = new(250, 250, 250), ["gray"] = new(140, 140, 140), ["black"] = new(12, 12, 12), ["beige"] = new(228, 205, 170),
    };

    [Fact]
    public void Demo_DrawnTwice_IsTheSameByteForByte()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(demo.First, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(demo.First, file))
                .Where(file => !file.StartsWith("model", StringComparison.Ordinal)),
        ];

        Assert.Equal(demo.Rows.Count + 2, files.Length);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(demo.First, file)), File.ReadAllBytes(Path.Combine(demo.Second, file))));
    }

    [Fact]
    public void Demo_HeldOutPairs_AreNeverTrainedButTheirWordsAre()
    {
        ILookup<string, DemoRow> splits = demo.Rows.ToLookup(row => row.Split);
        HashSet<(string, string)> trained = [.. splits["train"].Select(row => (row.Color, row.Shape))];

        Assert.Equal(56, trained.Count);
        Assert.Equal(8, splits["held-out"].Select(row => (row.Color, row.Shape)).Distinct().Count());
        Assert.All(splits["held-out"], row =>
        {
            Assert.DoesNotContain((row.Color, row.Shape), trained);
            Assert.Contains(trained, pair => pair.Item1 == row.Color);
            Assert.Contains(trained, pair => pair.Item2 == row.Shape);
        });
    }

    [Fact]
    public void Caption_First_SaysAllThatThePictureShowsAndIsItsAlone()
    {
        Assert.All(demo.Rows, row => Assert.All(
            [row.Size, row.Color, row.Shape, row.Background, .. row.Place == "middle" ? Array.Empty<string>() : [row.Place]],
            word => Assert.Contains(word, Words(row.Caption))));
        Assert.Equal(demo.Rows.Count, demo.Rows.Select(row => row.Caption).Distinct().Count());
    }

    [Fact]
    public void Caption_Each_SaysNothingThatThePictureDoesNotShow() => Assert.All(demo.Rows, row =>
    {
        string[] ofAll = [.. demo.Rows.SelectMany(other => new[] { other.Size, other.Color, other.Shape, other.Place, other.Background }).Distinct()];
        Assert.All(demo.Captions[row.File], caption => Assert.All(
            Words(caption).Intersect(ofAll), word => Assert.Contains(word, new[] { row.Size, row.Color, row.Shape, row.Place, row.Background })));
        Assert.Contains($"a {row.Color} {row.Shape}", demo.Captions[row.File]);
    });

    [Fact]
    public void Picture_Each_ShowsTheColoursAndThePlaceOfItsCaption() => Assert.All(demo.Rows, row =>
    {
        using SKBitmap picture = Decode(row);
        (int X, int Y)[] shape = Shape(picture);
        Assert.NotEmpty(shape);

        Assert.Equal(row.Background, Nearest(picture.GetPixel(0, 0), ["white", "gray", "black", "beige"]));
        string[] colors = ["red", "orange", "yellow", "green", "blue", "purple", "pink", "brown"];
        Assert.Equal(row.Color, shape.GroupBy(at => Nearest(picture.GetPixel(at.X, at.Y), colors)).MaxBy(group => group.Count())!.Key);
        // The middle of the bounding box, in sixty-fourths of the picture; places are 13 apart.
        double x = (shape.Min(at => at.X) + shape.Max(at => at.X)) / 2.0, y = (shape.Min(at => at.Y) + shape.Max(at => at.Y)) / 2.0;
        Assert.Equal(row.Place, (x, y) switch { ( < 25.5, _) => "left", ( > 38.5, _) => "right", (_, < 25.5) => "top", (_, > 38.5) => "bottom", _ => "middle" });
    });

    [Fact]
    public void Picture_OfEachShape_GrowsFromSmallToLarge() => Assert.All(demo.Rows.GroupBy(row => row.Shape), shape =>
    {
        (int Least, int Most) Range(string size)
        {
            int[] areas = [.. shape.Where(row => row.Size == size).Select(row => { using SKBitmap picture = Decode(row); return Shape(picture).Length; })];
            return (areas.Min(), areas.Max());
        }
        Assert.True(Range("small").Most < Range("medium").Least);
        Assert.True(Range("medium").Most < Range("large").Least);
    });

    private SKBitmap Decode(DemoRow row)
    {
        SKBitmap picture = SKBitmap.Decode(Path.Combine(demo.First, row.File));
        Assert.Equal((64, 64), (picture.Width, picture.Height));
        return picture;
    }

    private static string[] Words(string caption) => caption.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    // A corner is always background.
    private static (int X, int Y)[] Shape(SKBitmap picture)
    {
        SKColor background = picture.GetPixel(0, 0);
        return [.. from y in Enumerable.Range(0, picture.Height) from x in Enumerable.Range(0, picture.Width) where Distance(picture.GetPixel(x, y), background) > 900 select (x, y)];
    }

    private static string Nearest(SKColor color, IEnumerable<string> words) => words.MinBy(word => Distance(color, s_colors[word]))!;

    private static int Distance(SKColor a, SKColor b) =>
        (a.Red - b.Red) * (a.Red - b.Red) + (a.Green - b.Green) * (a.Green - b.Green) + (a.Blue - b.Blue) * (a.Blue - b.Blue);
}
