namespace ClipGrid.Grains.Training.Metrics;

/// <summary>Who wrote a chunk: a run, between two of its cuts. A later one counts before an earlier one.</summary>
/// <param name="Epoch">The run's epoch: grows with every run of the session.</param>
/// <param name="Cut">How often the run had cut the log before, from 0: a run that goes back to a checkpoint cuts it again.</param>
internal readonly record struct MetricGeneration(long Epoch, int Cut) : IComparable<MetricGeneration>
{
    /// <inheritdoc/>
    public int CompareTo(MetricGeneration other) => (Epoch, Cut).CompareTo((other.Epoch, other.Cut));
}
