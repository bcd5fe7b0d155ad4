namespace ClipGrid.Model.Embedding;

/// <summary>What a caller meets whose input finds the queue full.</summary>
public enum WhenFull
{
    /// <summary>The caller waits for a place, as long as its cancellation token allows.</summary>
    Wait,

    /// <summary>The caller gets an <see cref="EncoderBusyException"/> at once: the choice of a server that sheds load.</summary>
    Reject,
}
