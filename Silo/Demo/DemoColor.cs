namespace ClipGrid.Silo.Demo;

/// <summary>Colour of the shape in a demo picture; its name in lower case is the word in the caption.</summary>
internal enum DemoColor
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
