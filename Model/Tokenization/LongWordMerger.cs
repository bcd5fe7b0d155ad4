namespace ClipGrid.Model.Tokenization;

/// <summary>
/// Merges a long word in n log n: a million letters without a space are one word, and looking at all of them after each
/// merge would take hours. Yields what the plain way yields.
/// </summary>
internal static class LongWordMerger
{
    private const int Removed = -1;

    /// <summary>Merges <paramref name="symbols"/> in place; returns how many are left.</summary>
    public static int Merge(Span<int> symbols, MergeTable merges)
    {
        int[] next = new int[symbols.Length], previous = new int[symbols.Length];
        // Pairs by rank, then by place of their left symbol: rank in the upper half of the priority.
        var queue = new PriorityQueue<int, long>();
        for (int i = 0; i < symbols.Length; i++)
        {
            next[i] = i + 1 < symbols.Length ? i + 1 : Removed;
            previous[i] = i - 1;
            Enqueue(queue, i - 1, i, symbols, merges);
        }
        var merged = new List<int>();
        while (queue.TryPeek(out _, out long first))
        {
            int rank = (int)(first >> 32);
            // All pairs of one rank first; what their results can merge with joins the queue afterwards, because a file
            // may give such a pair a lower rank, and the plain way would not see it yet.
            while (queue.TryPeek(out int place, out long priority) && (int)(priority >> 32) == rank)
            {
                queue.Dequeue();
                if (TryMerge(place, merges[rank], symbols, next, previous))
                    merged.Add(place);
            }
            foreach (int place in merged)
            {
                Enqueue(queue, previous[place], place, symbols, merges);
                Enqueue(queue, place, next[place], symbols, merges);
            }
            merged.Clear();
        }
        return Compact(symbols);
    }

    private static bool TryMerge(int place, BytePairMerge merge, Span<int> symbols, int[] next, int[] previous)
    {
        int right = next[place];
        if (symbols[place] != merge.Left || right == Removed || symbols[right] != merge.Right)
            return false;
        symbols[place] = merge.Result;
        symbols[right] = Removed;
        next[place] = next[right];
        if (next[place] != Removed)
            previous[next[place]] = place;
        return true;
    }

    private static void Enqueue(PriorityQueue<int, long> queue, int left, int right, Span<int> symbols, MergeTable merges)
    {
        if (left < 0 || right < 0)
            return;
        int rank = merges.Rank(symbols[left], symbols[right]);
        if (rank != MergeTable.None)
            queue.Enqueue(left, ((long)rank << 32) | (uint)left);
    }

    private static int Compact(Span<int> symbols)
    {
        int length = 0;
        foreach (int symbol in symbols)
            if (symbol != Removed)
                symbols[length++] = symbol;
        return length;
    }
}
