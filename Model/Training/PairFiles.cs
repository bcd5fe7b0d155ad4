namespace ClipGrid.Model.Training;

/// <summary>Files that lie in memory, in their pairs.</summary>
internal sealed class PairFiles(IReadOnlyList<TrainingPair> pairs) : IPictureFiles
{
    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlySpan<int> items)
    {
        var files = new ReadOnlyMemory<byte>[items.Length];
        for (int i = 0; i < files.Length; i++)
            files[i] = pairs[items[i]].Picture;
        return files;
    }
}
