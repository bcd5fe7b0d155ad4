namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Colour of a group's shapes; its name in lower case is the word in the caption.</summary>
internal enum SceneColor
{
    Red,
    Orange,
    Yellow,
    Green,
    Blue,
    Purple,
    Pink,
    Brown,
}
