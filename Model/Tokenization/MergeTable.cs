namespace ClipGrid.Model.Tokenization;

/// <summary>A vocabulary's merges by pair and by rank, and the tokens of single bytes. Immutable.</summary>
internal sealed class MergeTable
{
    private readonly Dictionary<TokenPair, int> rankByPair;
    private readonly BytePairMerge[] byRank;

    public MergeTable(ReadOnlySpan<BytePairMerge> merges, int[] byteIds, int[] finalByteIds)
    {
        byRank = merges.ToArray();
        rankByPair = new Dictionary<TokenPair, int>(byRank.Length);
        for (int rank = 0; rank < byRank.Length; rank++)
            rankByPair.Add(new TokenPair(byRank[rank].Left, byRank[rank].Right), rank);
        ByteIds = byteIds;
        FinalByteIds = finalByteIds;
    }

    /// <summary>A rank behind all others: no merge.</summary>
    public const int None = int.MaxValue;

    /// <summary>Token of each byte inside a word.</summary>
    public int[] ByteIds { get; }

    /// <summary>Token of each byte at a word's end.</summary>
    public int[] FinalByteIds { get; }

    /// <summary>The rank of a pair's merge, or <see cref="None"/>.</summary>
    public int Rank(int left, int right) => rankByPair.TryGetValue(new TokenPair(left, right), out int rank) ? rank : None;

    /// <summary>The merge of a rank.</summary>
    public BytePairMerge this[int rank] => byRank[rank];
}
