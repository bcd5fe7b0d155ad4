using System.Collections.Immutable;
using ClipGrid.Contracts.Search;
using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>
/// How well captions find pictures that training never showed: the full caption of every held-out scene asks, and all pictures answer,
/// the trained ones too.
/// </summary>
internal sealed class DemoRecall
{
    private const int Deepest = 10;
    private readonly int?[] _ranks;

    private DemoRecall(int?[] ranks) => _ranks = ranks;

    /// <summary>Asks the grid each caption.</summary>
    public static async Task<DemoRecall> MeasureAsync(DemoSearch search, IReadOnlyList<CaptionedScene> heldOut, CancellationToken cancel)
    {
        var ranks = new int?[heldOut.Count];
        await Parallel.ForAsync(0, heldOut.Count, cancel, async (asked, token) =>
        {
            ImmutableArray<SearchHit> hits = await search.ByTextAsync(heldOut[asked].Captions[0], Deepest, token);
            int found = hits.Index().Where(hit => hit.Item.Item.Key == heldOut[asked].Key).Select(hit => hit.Index).FirstOrDefault(-1);
            ranks[asked] = found < 0 ? null : found;
        });
        return new DemoRecall(ranks);
    }

    /// <summary>Share of captions whose picture is among the first <paramref name="count"/>, at most 10.</summary>
    public double At(int count) => (double)_ranks.Count(rank => rank < count) / _ranks.Length;

    /// <summary>Prints the result beside what guessing would reach.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine($"{_ranks.Length} captions of colours and shapes that training never paired, each to find its picture among {SceneSet.Count}:");
        foreach (int among in new[] { 1, 5, Deepest })
            output.WriteLine($"  recall@{among,-2}  {At(among),6:P1}   by chance {(double)among / SceneSet.Count:P2}");
        output.WriteLine($"  the bar: recall@10 of {DemoRecipe.LeastRecallAt10:P0}");
    }
}
