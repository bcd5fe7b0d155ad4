namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Colour behind the shapes; none of them is a <see cref="SceneColor"/>, so that a word always means one thing.</summary>
internal enum SceneBackground
{
    White,
    Gray,
    Black,
    Beige,
}
