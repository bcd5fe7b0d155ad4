namespace ClipGrid.Model.Network;

/// <summary>
/// Cuts a batch of texts to the tokens that matter. With causal attention nothing behind the end of text can be seen from it,
/// so padding is never computed; texts of like length share a run, so that one long caption does not stretch all the others.
/// </summary>
internal static class TextGroups
{
    // What another run through the tower costs, in tokens: below this many, more groups are slower than longer rows.
    private const int RunOverheadTokens = 256;

    /// <summary>The groups that cost least: a partition of the rows by length.</summary>
    /// <param name="tokens_BT">Token ids, row-major.</param>
    /// <param name="contextLength">Tokens in a row.</param>
    internal static IReadOnlyList<TextGroup> Of(ReadOnlySpan<long> tokens_BT, int contextLength)
    {
        int[] lengths = Lengths(tokens_BT, contextLength);
        int[] rows = [.. Enumerable.Range(0, lengths.Length).OrderBy(row => lengths[row])];
        int[] cuts = BestCuts(rows, lengths);
        var groups = new List<TextGroup>();
        for (int end = rows.Length; end > 0; end = cuts[end])
        {
            int[] members = rows[cuts[end]..end];
            int prefix = SharedPrefixLength(tokens_BT, contextLength, members, shortest: lengths[members[0]]);
            groups.Add(new TextGroup([.. members.Order()], lengths[members[^1]], prefix));
        }
        return groups;
    }

    // Up to the token before the shortest row's end of text: each row pools at a token of its own.
    private static int SharedPrefixLength(ReadOnlySpan<long> tokens_BT, int contextLength, int[] rows, int shortest)
    {
        if (rows.Length < 2)
            return 0;
        int shared = shortest - 1;
        ReadOnlySpan<long> first = tokens_BT.Slice(rows[0] * contextLength, contextLength);
        foreach (int row in rows.AsSpan(1))
            shared = Math.Min(shared, first.CommonPrefixLength(tokens_BT.Slice(row * contextLength, contextLength)));
        return shared;
    }

    /// <summary>Tokens up to and with the first highest id of each row, where the reference pools.</summary>
    internal static int[] Lengths(ReadOnlySpan<long> tokens_BT, int contextLength)
    {
        int[] lengths = new int[tokens_BT.Length / contextLength];
        for (int row = 0; row < lengths.Length; row++)
        {
            ReadOnlySpan<long> tokens_T = tokens_BT.Slice(row * contextLength, contextLength);
            int highest = 0;
            for (int t = 1; t < contextLength; t++)
                if (tokens_T[t] > tokens_T[highest])
                    highest = t;
            lengths[row] = highest + 1;
        }
        return lengths;
    }

    // cuts[end] is where the last group of the best partition of the first `end` sorted rows begins.
    private static int[] BestCuts(int[] rows, int[] lengths)
    {
        long[] cost = new long[rows.Length + 1];
        int[] cuts = new int[rows.Length + 1];
        for (int end = 1; end <= rows.Length; end++)
        {
            cost[end] = long.MaxValue;
            for (int start = 0; start < end; start++)
            {
                long candidate = cost[start] + RunOverheadTokens + ((long)(end - start) * lengths[rows[end - 1]]);
                if (candidate < cost[end])
                    (cost[end], cuts[end]) = (candidate, start);
            }
        }
        return cuts;
    }
}
