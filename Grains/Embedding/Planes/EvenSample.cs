using System.Collections.Immutable;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>Which of many items are taken: evenly over all of them, the same ones every time.</summary>
internal static class EvenSample
{
    /// <summary>The places within each part, ascending.</summary>
    /// <param name="counts">How many items each part has.</param>
    /// <param name="most">Most items to take.</param>
    public static ImmutableArray<int>[] Of(IReadOnlyList<int> counts, int most)
    {
        long total = counts.Sum(count => (long)count);
        long taken = Math.Min(total, most);
        ImmutableArray<int>[] places = new ImmutableArray<int>[counts.Count];
        long index = 0, before = 0;
        for (int part = 0; part < places.Length; before += counts[part++])
        {
            ImmutableArray<int>.Builder own = ImmutableArray.CreateBuilder<int>();
            for (; index < taken && index * total / taken < before + counts[part]; index++)
                own.Add((int)((index * total / taken) - before));
            places[part] = own.ToImmutable();
        }
        return places;
    }
}
