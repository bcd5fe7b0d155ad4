namespace ClipGrid.Model.Pictures;

/// <summary>A picture was refused; the message is one sentence that says what is wrong with the file.</summary>
/// <param name="problem">The kind of fault.</param>
/// <param name="message">The sentence.</param>
public sealed class PictureException(PictureProblem problem, string message) : Exception(message)
{
    /// <summary>The kind of fault.</summary>
    public PictureProblem Problem { get; } = problem;
}
