namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Everything that a picture shows and its caption says: a group of shapes, alone or beside another one, on a background.</summary>
internal sealed record Scene
{
    /// <summary>The group that the caption names first.</summary>
    public required SceneGroup Main { get; init; }

    /// <summary>The other group, of another colour and another shape, or null if the main one is alone.</summary>
    public SceneGroup? Other { get; init; }

    /// <summary>Where the main group stands.</summary>
    public required ScenePosition Position { get; init; }

    /// <summary>What is behind the shapes.</summary>
    public required SceneBackground Background { get; init; }

    /// <summary>The split that the scene belongs to.</summary>
    public SceneSplit Split => Main.IsHeldOut || Other is { IsHeldOut: true } ? SceneSplit.HeldOut : SceneSplit.Train;

    /// <summary>The same picture described from the left or from above: equal for two scenes that look the same.</summary>
    public Scene Canonical => Other is { } other && Position is ScenePosition.RightOf or ScenePosition.Below
        ? this with { Main = Other!, Other = Main, Position = Position.Inverse() }
        : this;
}
