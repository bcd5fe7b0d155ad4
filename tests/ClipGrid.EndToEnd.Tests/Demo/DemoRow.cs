namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>A line of the demo's <c>captions.csv</c>.</summary>
internal sealed record DemoRow
{
    public required string File { get; init; }

    public required string Caption { get; init; }

    public required string Split { get; init; }

    public required string Size { get; init; }

    public required string Color { get; init; }

    public required string Shape { get; init; }

    public required string Place { get; init; }

    public required string Background { get; init; }

    // train/00000.png,"a large red circle on a white background",train,large,red,circle,middle,white
    public static DemoRow Parse(string line)
    {
        string[] quoted = line.Split('"');
        string[] rest = quoted[2].Split(',');
        return new DemoRow
        {
            File = quoted[0].TrimEnd(','),
            Caption = quoted[1],
            Split = rest[1],
            Size = rest[2],
            Color = rest[3],
            Shape = rest[4],
            Place = rest[5],
            Background = rest[6],
        };
    }
}
