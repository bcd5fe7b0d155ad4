namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>The blob store has not answered for longer than a run waits for it: the run pauses, with this message as its reason.</summary>
internal sealed class StoreOutageException(string message, Exception? inner = null) : Exception(message, inner);
