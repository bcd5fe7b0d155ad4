namespace ClipGrid.Silo.Demo;

/// <summary>Size of the shape in a demo picture; its name in lower case is the word in the caption.</summary>
internal enum DemoSize
{
    Small,
    Medium,
    Large,
}
