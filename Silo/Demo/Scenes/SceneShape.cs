namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>A shape of the scenes; its name in lower case is the word in the caption.</summary>
internal enum SceneShape
{
    Circle,
    Square,
    Triangle,
    Star,
    Ring,
    Heart,
}
