namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>One to three shapes that look alike.</summary>
internal sealed record SceneGroup
{
    /// <summary>Most shapes of a group.</summary>
    public const int MostShapes = 3;

    /// <summary>How many there are, 1 to <see cref="MostShapes"/>.</summary>
    public required int Count { get; init; }

    /// <summary>Their size.</summary>
    public required SceneSize Size { get; init; }

    /// <summary>Their colour.</summary>
    public required SceneColor Color { get; init; }

    /// <summary>Their shape.</summary>
    public required SceneShape Shape { get; init; }

    /// <summary>
    /// True for one colour of each shape, another one for each shape: the six pairs of words that training never shows together.
    /// </summary>
    public bool IsHeldOut => ((int)Color + (int)Shape) % 8 == 0;
}
