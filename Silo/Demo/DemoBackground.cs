namespace ClipGrid.Silo.Demo;

/// <summary>Colour behind the shape; none of them is a <see cref="DemoColor"/>, so that a word always means one thing.</summary>
internal enum DemoBackground
{
    White,
    Gray,
    Black,
    Beige,
}
