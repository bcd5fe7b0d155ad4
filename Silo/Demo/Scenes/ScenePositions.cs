namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>What the positions mean, in words and in the picture.</summary>
internal static class ScenePositions
{
    /// <summary>Positions of a group that is alone.</summary>
    public static IReadOnlyList<ScenePosition> Alone { get; } =
        [ScenePosition.Middle, ScenePosition.Left, ScenePosition.Right, ScenePosition.Top, ScenePosition.Bottom];

    /// <summary>Positions of a group beside another one.</summary>
    public static IReadOnlyList<ScenePosition> Beside { get; } =
        [ScenePosition.LeftOf, ScenePosition.RightOf, ScenePosition.Above, ScenePosition.Below];

    /// <summary>The word or words: "middle", "left of".</summary>
    public static string Words(this ScenePosition position) => position switch
    {
        ScenePosition.LeftOf => "left of",
        ScenePosition.RightOf => "right of",
        _ => position.ToString().ToLowerInvariant(),
    };

    /// <summary>Where the other group stands as seen from the main one.</summary>
    public static ScenePosition Inverse(this ScenePosition position) => position switch
    {
        ScenePosition.LeftOf => ScenePosition.RightOf,
        ScenePosition.RightOf => ScenePosition.LeftOf,
        ScenePosition.Above => ScenePosition.Below,
        ScenePosition.Below => ScenePosition.Above,
        _ => throw new ArgumentOutOfRangeException(nameof(position), position, "A group that is alone stands beside nothing."),
    };
}
