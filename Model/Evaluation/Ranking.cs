namespace ClipGrid.Model.Evaluation;

/// <summary>
/// The best items offered so far, in order. Scores are offered in rising order of index, so an equal score never displaces one that
/// is already there: that is the tie rule.
/// </summary>
internal sealed class Ranking(int capacity)
{
    private int _count;

    /// <summary>The ranking; complete once as many scores were offered as it holds.</summary>
    public ScoredItem[] Items { get; } = new ScoredItem[capacity];

    /// <summary>Considers the scores of the items from <paramref name="firstIndex"/> on.</summary>
    public void Offer(ReadOnlySpan<float> scores, int firstIndex)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            if (_count < Items.Length)
                Insert(new ScoredItem(firstIndex + i, scores[i]), _count++);
            else if (scores[i] > Items[^1].Score)
                Insert(new ScoredItem(firstIndex + i, scores[i]), _count - 1);
        }
    }

    // Few items get this far (k ln(n/k) of n in random order), so an ordered array beats a heap for the lengths people ask for.
    private void Insert(ScoredItem item, int last)
    {
        int low = 0, high = last;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Items[middle].Score >= item.Score)
                low = middle + 1;
            else
                high = middle;
        }
        Items.AsSpan(low, last - low).CopyTo(Items.AsSpan(low + 1));
        Items[low] = item;
    }
}
