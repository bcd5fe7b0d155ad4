namespace ClipGrid.Model.Tokenization.Training;

/// <summary>How often two tokens stand side by side, and in which words they may be found.</summary>
internal sealed class PairStatistic
{
    /// <summary>Occurrences in all captions.</summary>
    public long Count { get; set; }

    /// <summary>Words that have or had the pair, some of them twice.</summary>
    public List<int> Words { get; } = [];
}
