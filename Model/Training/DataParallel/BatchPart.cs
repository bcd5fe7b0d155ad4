namespace ClipGrid.Model.Training.DataParallel;

/// <summary>Consecutive rows of a batch that one device computes.</summary>
/// <param name="Start">The first row.</param>
/// <param name="Count">How many.</param>
internal readonly record struct BatchPart(int Start, int Count)
{
    /// <summary>Part <paramref name="index"/> of <paramref name="partCount"/>, as even as rows allow.</summary>
    internal static BatchPart Of(int rowCount, int partCount, int index)
    {
        int start = End(index - 1);
        return new(start, End(index) - start);

        int End(int last) => (int)((last + 1L) * rowCount / partCount);
    }
}
