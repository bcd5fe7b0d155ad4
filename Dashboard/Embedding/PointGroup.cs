namespace ClipGrid.Dashboard.Embedding;

/// <summary>Points of a map that look alike.</summary>
/// <param name="Name">Their label, or what else they have in common.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Look">Which colour and shape: 0 to 9 for labels, 10 for grey.</param>
internal sealed record PointGroup(string Name, int Count, int Look)
{
    /// <summary>Looks for labels; every further label shares the grey one.</summary>
    public const int LookCount = 10;

    private static readonly string[] Shapes = ["●", "■", "▲", "◆", "✚"];

    /// <summary>Its shape, so that nobody has to go by colour alone.</summary>
    public string Sign => Look == LookCount ? "○" : Shapes[Look % Shapes.Length];
}
