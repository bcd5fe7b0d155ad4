namespace ClipGrid.Model.Embedding;

/// <summary>The model made a vector that is no embedding: not finite, or not of length one. The input or the weights are broken.</summary>
public sealed class InvalidVectorException : Exception
{
    /// <summary>An exception with a message.</summary>
    public InvalidVectorException(string message) : base(message)
    {
    }

    /// <summary>An exception without details.</summary>
    public InvalidVectorException()
    {
    }

    /// <summary>An exception that another one caused.</summary>
    public InvalidVectorException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
