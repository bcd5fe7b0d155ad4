namespace ClipGrid.Model.Weights;

/// <summary>A checkpoint that does not fit the network: everything that is missing, unexpected or mis-shaped, at once.</summary>
public sealed class WeightMismatchException : Exception
{
    private const int MostListed = 20;

    /// <summary>Describes <paramref name="mismatch"/>.</summary>
    /// <param name="mismatch">All the differences; the message lists the first 20 of each kind and counts the rest.</param>
    public WeightMismatchException(WeightMismatch mismatch)
        : base(Describe(mismatch))
    {
        Mismatch = mismatch;
    }

    /// <summary>All the differences.</summary>
    public WeightMismatch Mismatch { get; }

    private static string Describe(WeightMismatch mismatch) =>
        "The weights do not fit the network (names as OpenAI spells them)"
        + List("missing", mismatch.Missing)
        + List("unexpected", mismatch.Unexpected)
        + List("of another shape", mismatch.Misshaped)
        + ". Give the configuration that belongs to these weights.";

    private static string List<T>(string kind, IReadOnlyList<T> items)
    {
        if (items.Count == 0)
            return "";
        string more = items.Count > MostListed ? $" and {items.Count - MostListed} more" : "";
        return $"; {items.Count} {kind}: {string.Join(", ", items.Take(MostListed))}{more}";
    }
}
