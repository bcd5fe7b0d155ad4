namespace ClipGrid.Silo.Demo;

/// <summary>The shape in a demo picture; its name in lower case is the word in the caption.</summary>
internal enum DemoShape
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Star,
    Cross,
    Ring,
    Heart,
}
