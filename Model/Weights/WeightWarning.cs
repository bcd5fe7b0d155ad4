namespace ClipGrid.Model.Weights;

/// <summary>A tensor with values that poison every result they touch.</summary>
/// <param name="Name">The tensor's canonical name.</param>
/// <param name="NonFiniteCount">How many of its elements are NaN or infinite.</param>
/// <param name="ElementCount">How many elements it has.</param>
public sealed record WeightWarning(string Name, long NonFiniteCount, long ElementCount)
{
    /// <summary>The warning as one sentence.</summary>
    public override string ToString() =>
        $"{NonFiniteCount} of the {ElementCount} values of '{Name}' are NaN or infinite: every embedding that meets them will be as well.";
}
