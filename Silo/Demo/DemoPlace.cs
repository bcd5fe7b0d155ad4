namespace ClipGrid.Silo.Demo;

/// <summary>Where the shape stands in a demo picture.</summary>
internal enum DemoPlace
{
    Middle,
    Left,
    Right,
    Top,
    Bottom,
}
