namespace ClipGrid.Model.Pictures;

/// <summary>One picture of a batch that could not be used.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record PictureFailure(int Index, PictureException Error);
