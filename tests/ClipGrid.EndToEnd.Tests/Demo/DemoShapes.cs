using SkiaSharp;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>What can be seen in a demo picture without knowing what it should show: its background, and its shapes one by one.</summary>
internal sealed class DemoShapes
{
    private static readonly Dictionary<string, SKColor> s_colors = new()
    {
        ["red"] = new(220, 20, 40), ["orange"] = new(250, 140, 0), ["yellow"] = new(245, 220, 20), ["green"] = new(30, 150, 50),
        ["blue"] = new(30, 80, 210), ["purple"] = new(125, 40, 170), ["pink"] = new(245, 125, 185), ["brown"] = new(120, 70, 30),
    };

    private static readonly Dictionary<string, SKColor> s_backgrounds = new()
    {
        ["white"] = new(250, 250, 250), ["gray"] = new(140, 140, 140), ["black"] = new(12, 12, 12), ["beige"] = new(228, 205, 170),
    };

    /// <summary>Looks at a picture; its corners are background.</summary>
    public DemoShapes(SKBitmap picture)
    {
        SKColor corner = picture.GetPixel(picture.Width - 1, picture.Height - 1);
        Background = Nearest(corner, s_backgrounds);
        HashSet<(int X, int Y)> left =
            [.. from y in Enumerable.Range(0, picture.Height) from x in Enumerable.Range(0, picture.Width) where Distance(picture.GetPixel(x, y), corner) > 900 select (x, y)];
        List<(string Color, int Area, double X, double Y)> shapes = [];
        while (left.Count > 0)
        {
            List<(int X, int Y)> shape = Take(left);
            string color = shape.GroupBy(at => Nearest(picture.GetPixel(at.X, at.Y), s_colors)).MaxBy(group => group.Count())!.Key;
            shapes.Add((color, shape.Count, shape.Average(at => at.X), shape.Average(at => at.Y)));
        }
        All = shapes;
    }

    /// <summary>The background's word.</summary>
    public string Background { get; }

    /// <summary>Each shape: its colour's word, its area in pixels, its centre.</summary>
    public IReadOnlyList<(string Color, int Area, double X, double Y)> All { get; }

    // The pixels that hang together with one of them.
    private static List<(int X, int Y)> Take(HashSet<(int X, int Y)> left)
    {
        List<(int X, int Y)> shape = [left.First()];
        left.Remove(shape[0]);
        for (int next = 0; next < shape.Count; next++)
        {
            (int x, int y) = shape[next];
            foreach ((int, int) beside in new[] { (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1), (x - 1, y - 1), (x + 1, y + 1), (x - 1, y + 1), (x + 1, y - 1) })
                if (left.Remove(beside))
                    shape.Add(beside);
        }
        return shape;
    }

    private static string Nearest(SKColor color, Dictionary<string, SKColor> words) => words.MinBy(word => Distance(color, word.Value)).Key;

    private static int Distance(SKColor a, SKColor b) =>
        (a.Red - b.Red) * (a.Red - b.Red) + (a.Green - b.Green) * (a.Green - b.Green) + (a.Blue - b.Blue) * (a.Blue - b.Blue);
}
