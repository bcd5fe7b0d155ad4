namespace ClipGrid.Grains.Search;

/// <summary>A row with its score, on its way into a ranking.</summary>
/// <param name="Score">Inner product with the query.</param>
/// <param name="Rank">The row's place among rows of equal score: by key, then by caption.</param>
/// <param name="Row">The row.</param>
internal readonly record struct RowHit(float Score, int Rank, int Row) : IComparable<RowHit>
{
    /// <summary>The better comes first: higher score, then lower rank.</summary>
    public int CompareTo(RowHit other) => Score != other.Score ? other.Score.CompareTo(Score) : Rank.CompareTo(other.Rank);
}
