namespace ClipGrid.Model.Training;

/// <summary>A checkpoint cannot be used; the message says why and what to do.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>A checkpoint that does not fit.</summary>
    public CheckpointException(string message) : base(message)
    {
    }

    /// <summary>A checkpoint that cannot be read.</summary>
    public CheckpointException(string message, Exception inner) : base(message, inner)
    {
    }
}
