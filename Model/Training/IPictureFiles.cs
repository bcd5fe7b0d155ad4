namespace ClipGrid.Model.Training;

/// <summary>The encoded files of a run's pictures, wherever they lie. Called from a thread of the trainer's, one call at a time.</summary>
public interface IPictureFiles
{
    /// <summary>The files of some items, in that order; they may be used until the next call.</summary>
    /// <param name="items">Numbers of items, from 0.</param>
    IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlySpan<int> items);

    /// <summary>What messages call an item.</summary>
    string NameOf(int item) => $"Item {item}";
}
