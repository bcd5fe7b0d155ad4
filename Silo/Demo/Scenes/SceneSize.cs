namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Size of a group's shapes; its name in lower case is the word in the caption.</summary>
internal enum SceneSize
{
    Small,
    Large,
}
