namespace ClipGrid.Model.Training.DataParallel;

/// <summary>A device does not compute its part of a step; the message says why.</summary>
public sealed class PartLostException : Exception
{
    /// <summary>A device that said so.</summary>
    public PartLostException(string message) : base(message)
    {
    }

    /// <summary>A device that is not heard of.</summary>
    public PartLostException(string message, Exception inner) : base(message, inner)
    {
    }
}
