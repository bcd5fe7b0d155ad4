namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Where a scene's main group stands: in the picture where it is alone, else as seen from the other group.</summary>
internal enum ScenePosition
{
    /// <summary>Alone, around the middle.</summary>
    Middle,

    /// <summary>Alone, in the left half.</summary>
    Left,

    /// <summary>Alone, in the right half.</summary>
    Right,

    /// <summary>Alone, in the upper half.</summary>
    Top,

    /// <summary>Alone, in the lower half.</summary>
    Bottom,

    /// <summary>In the left half, the other group in the right one.</summary>
    LeftOf,

    /// <summary>In the right half, the other group in the left one.</summary>
    RightOf,

    /// <summary>In the upper half, the other group in the lower one.</summary>
    Above,

    /// <summary>In the lower half, the other group in the upper one.</summary>
    Below,
}
