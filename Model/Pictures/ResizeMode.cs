namespace ClipGrid.Model.Pictures;

/// <summary>How a picture of any shape becomes a square.</summary>
public enum ResizeMode
{
    /// <summary>The shorter side becomes the model's size, then the centre is cropped: CLIP's own way.</summary>
    Shortest,

    /// <summary>Both sides become the model's size; proportions are lost.</summary>
    Squash,

    /// <summary>The longer side becomes the model's size, then the rest is filled with <see cref="PreprocessConfig.Fill"/>.</summary>
    Longest,
}
