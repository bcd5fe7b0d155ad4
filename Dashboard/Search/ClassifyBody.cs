namespace ClipGrid.Dashboard.Search;

/// <summary>Which of some classes fits each picture best.</summary>
internal sealed record ClassifyBody
{
    /// <summary>The model: demo, demo@alias or demo@digest.</summary>
    public required string Model { get; init; }

    /// <summary>The pictures, 1 to 256.</summary>
    public required IReadOnlyList<PictureBody> Pictures { get; init; }

    /// <summary>The classes' names, at most 1,000; none for the labels that the model was trained to tell apart.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Texts with a place {} for the name, 1 to 100. Not used without classes.</summary>
    public IReadOnlyList<string> Templates { get; init; } = ["a photo of a {}"];

    /// <summary>Best classes to return for a picture, 1 to 1,000; 5 if left away.</summary>
    public int Top { get; init; } = 5;
}
