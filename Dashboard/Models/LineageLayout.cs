using System.Collections.Immutable;
using System.Globalization;

namespace ClipGrid.Dashboard.Models;

/// <summary>Where the boxes and lines of a lineage are drawn: side by side on a wide page, below each other on a narrow one.</summary>
internal sealed record LineageLayout
{
    /// <summary>Width of a box on a wide page: five kinds beside each other fit a laptop.</summary>
    public const int WideBoxWidth = 168;

    /// <summary>Width of a box on a narrow page: a telephone's, less the margins and the line beside it.</summary>
    public const int TallBoxWidth = 264;

    /// <summary>Height of a box.</summary>
    public const int BoxHeight = 68;

    private const int WideGap = 38;
    private const int TallGap = 26;
    private const int StackGap = 14;
    private const int Gutter = 26;

    /// <summary>Width of the drawing in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the drawing in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The boxes, in the order of the graph's nodes.</summary>
    public required ImmutableArray<LineageBox> Boxes { get; init; }

    /// <summary>The lines as paths of SVG, in the order of the graph's edges.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>A column for each kind that is there, each in the middle of the height.</summary>
    public static LineageLayout Wide(LineageGraph graph)
    {
        LineageNode[][] columns = [.. graph.Nodes.GroupBy(node => node.Kind).OrderBy(column => column.Key).Select(column => column.ToArray())];
        int height = columns.Max(column => StackHeight(column.Length));
        Dictionary<LineageNode, LineageBox> places = new(ReferenceEqualityComparer.Instance);
        for (int column = 0; column < columns.Length; column++)
            for (int row = 0; row < columns[column].Length; row++)
                places[columns[column][row]] = new LineageBox(
                    column * (WideBoxWidth + WideGap), (height - StackHeight(columns[column].Length)) / 2 + row * (BoxHeight + StackGap));
        ImmutableArray<LineageBox> boxes = [.. graph.Nodes.Select(node => places[node])];
        return new LineageLayout
        {
            Width = columns.Length * WideBoxWidth + (columns.Length - 1) * WideGap,
            Height = height,
            Boxes = boxes,
            Paths = [.. graph.Edges.Select(edge => Across(boxes[edge.From], boxes[edge.To]))],
        };
    }

    /// <summary>One box below the other; lines to a neighbour go straight down, others along the left side.</summary>
    public static LineageLayout Tall(LineageGraph graph)
    {
        ImmutableArray<LineageBox> boxes = [.. graph.Nodes.Select((_, place) => new LineageBox(Gutter, place * (BoxHeight + TallGap)))];
        return new LineageLayout
        {
            Width = Gutter + TallBoxWidth,
            Height = graph.Nodes.Length * (BoxHeight + TallGap) - TallGap,
            Boxes = boxes,
            Paths = [.. graph.Edges.Select(edge => edge.To == edge.From + 1 ? Down(boxes[edge.From], boxes[edge.To]) : Around(boxes[edge.From], boxes[edge.To]))],
        };
    }

    private static int StackHeight(int count) => count * (BoxHeight + StackGap) - StackGap;

    private static string Across(LineageBox from, LineageBox to)
    {
        int startX = from.X + WideBoxWidth, startY = from.Y + BoxHeight / 2, endY = to.Y + BoxHeight / 2;
        int middle = (startX + to.X) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"M{startX} {startY}C{middle} {startY} {middle} {endY} {to.X} {endY}");
    }

    private static string Down(LineageBox from, LineageBox to) =>
        string.Create(CultureInfo.InvariantCulture, $"M{from.X + TallBoxWidth / 2} {from.Y + BoxHeight}V{to.Y}");

    private static string Around(LineageBox from, LineageBox to) =>
        string.Create(CultureInfo.InvariantCulture, $"M{from.X} {from.Y + BoxHeight / 2}H{Gutter / 3}V{to.Y + BoxHeight / 2}H{to.X}");
}
