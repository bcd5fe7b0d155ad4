namespace ClipGrid.Model.Tokenization;

/// <summary>Two neighbouring tokens, as a key.</summary>
internal readonly record struct TokenPair(int Left, int Right) : IComparable<TokenPair>
{
    // Fibonacci hashing. The hash of a packed long would be the exclusive or of its halves, alike for most pairs of small ids.
    public override int GetHashCode() => (int)((((ulong)(uint)Left << 32) | (uint)Right) * 0x9E3779B97F4A7C15 >> 32);

    public int CompareTo(TokenPair other) => Left != other.Left ? Left.CompareTo(other.Left) : Right.CompareTo(other.Right);
}
