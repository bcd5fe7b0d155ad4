namespace ClipGrid.Model.Embedding;

/// <summary>The encoder's queue is full and its options say not to wait. Nothing was computed: try again a little later.</summary>
public sealed class EncoderBusyException : Exception
{
    /// <summary>An exception with a message.</summary>
    public EncoderBusyException(string message) : base(message)
    {
    }

    /// <summary>An exception without details.</summary>
    public EncoderBusyException()
    {
    }

    /// <summary>An exception that another one caused.</summary>
    public EncoderBusyException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
