namespace ClipGrid.Benchmarks.Grid;

/// <summary>What became of a load.</summary>
/// <param name="Length">From the first search to the last answer.</param>
/// <param name="Answers">Milliseconds of those that were answered, in rising order.</param>
/// <param name="Refusals">Milliseconds of those that were not, in rising order.</param>
/// <param name="Faults">How many were not whole, by kind.</param>
internal sealed record LoadResult(TimeSpan Length, double[] Answers, double[] Refusals, string Faults)
{
    /// <summary>Answers a second.</summary>
    internal double Rate => Answers.Length / Length.TotalSeconds;

    public override string ToString()
    {
        string refused = Refusals.Length == 0 ? "" : $", refused after p50 {Percentiles.At(Refusals, 0.5):F0} ms, p99 {Percentiles.At(Refusals, 0.99):F0} ms, at most {Refusals[^1]:F0} ms";
        string answered = Answers.Length == 0 ? "" : $", p50 {Percentiles.At(Answers, 0.5):F0} ms, p99 {Percentiles.At(Answers, 0.99):F0} ms";
        return $"{Answers.Length:N0} answers in {Length.TotalSeconds:F0} s, {Rate:F1}/s{answered}; {(Faults.Length == 0 ? "no fault" : Faults)}{refused}";
    }
}
