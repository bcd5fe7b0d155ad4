namespace ClipGrid.Model.Evaluation;

/// <summary>
/// An embedding or a score that cannot be compared with anything: not a number, infinite, out of range, or without a direction.
/// The message names the row and says what to look at.
/// </summary>
public sealed class InvalidEmbeddingException : Exception
{
    /// <summary>An exception with a message that names the place and the remedy.</summary>
    public InvalidEmbeddingException(string message) : base(message)
    {
    }

    /// <summary>An exception without details.</summary>
    public InvalidEmbeddingException()
    {
    }

    /// <summary>An exception that another one caused.</summary>
    public InvalidEmbeddingException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
