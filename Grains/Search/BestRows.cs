namespace ClipGrid.Grains.Search;

/// <summary>The best rows offered so far, in a heap with the worst of them on top. For one thread at a time.</summary>
internal sealed class BestRows(int capacity)
{
    private readonly List<RowHit> _heap = [];

    /// <summary>Considers a row.</summary>
    public void Offer(RowHit hit)
    {
        if (_heap.Count < capacity)
        {
            _heap.Add(hit);
            Rise(_heap.Count - 1);
        }
        else if (hit.CompareTo(_heap[0]) < 0)
        {
            _heap[0] = hit;
            Sink();
        }
    }

    /// <summary>Considers everything that another has kept.</summary>
    public void Offer(BestRows other)
    {
        foreach (RowHit hit in other._heap)
            Offer(hit);
    }

    /// <summary>What it has kept, the best first.</summary>
    public RowHit[] ToSorted()
    {
        RowHit[] hits = [.. _heap];
        Array.Sort(hits);
        return hits;
    }

    private void Rise(int child)
    {
        while (child > 0 && _heap[child].CompareTo(_heap[(child - 1) / 2]) > 0)
        {
            int parent = (child - 1) / 2;
            (_heap[child], _heap[parent]) = (_heap[parent], _heap[child]);
            child = parent;
        }
    }

    private void Sink()
    {
        int parent = 0;
        while ((2 * parent) + 1 < _heap.Count)
        {
            int child = (2 * parent) + 1;
            if (child + 1 < _heap.Count && _heap[child + 1].CompareTo(_heap[child]) > 0)
                child++;
            if (_heap[child].CompareTo(_heap[parent]) <= 0)
                return;
            (_heap[child], _heap[parent]) = (_heap[parent], _heap[child]);
            parent = child;
        }
    }
}
