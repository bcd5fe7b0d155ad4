namespace ClipGrid.Model.Training;

/// <summary>A run would continue where sums round differently, and nobody allowed that.</summary>
public sealed class InexactResumeException(IReadOnlyList<string> differences) : Exception(
    $"The run would not continue bit for bit: {string.Join("; ", differences)}. Restore that environment, or allow an inexact continuation, which is then recorded in the run.")
{
    /// <summary>A sentence for each difference.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;
}
