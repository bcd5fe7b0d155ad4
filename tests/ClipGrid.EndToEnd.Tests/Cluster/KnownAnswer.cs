using System.Collections.Immutable;
using System.Globalization;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>What a text finds while all is well.</summary>
/// <param name="Text">The text.</param>
/// <param name="Hits">Keys and scores, best first.</param>
internal sealed record KnownAnswer(string Text, ImmutableArray<(string Key, double Score)> Hits)
{
    // How many texts the encoder had beside this one moves its vector by a few units in the last place, and so two items may change places
    // whose scores are as near.
    private const double NextToNothing = 1e-5;

    /// <summary>Fails where hits are others, or in another order than scores that differ allow.</summary>
    public void AssertFound(IEnumerable<(string Key, double Score)> hits)
    {
        (string Key, double Score)[] found = [.. hits];
        Assert.Equal(Hits.Length, found.Length);
        Assert.Distinct(found.Select(hit => hit.Key));
        for (int rank = 0; rank < found.Length; rank++)
            Assert.True(
                Math.Abs(found[rank].Score - Hits[rank].Score) < NextToNothing && (found[rank].Key == Hits[rank].Key || MayBeAt(found[rank].Key, rank)),
                string.Create(CultureInfo.InvariantCulture, $"\"{Text}\" finds {found[rank].Key} ({found[rank].Score:g9}) at rank {rank} instead of {Hits[rank].Key} ({Hits[rank].Score:g9})."));
    }

    // Among those whose scores are as near as the one of this rank; the last of all may also be one that just missed it.
    private bool MayBeAt(string key, int rank)
    {
        int first = rank, last = rank;
        while (first > 0 && Hits[first - 1].Score - Hits[first].Score < NextToNothing)
            first--;
        while (last < Hits.Length - 1 && Hits[last].Score - Hits[last + 1].Score < NextToNothing)
            last++;
        return last == Hits.Length - 1 || Hits[first..(last + 1)].Any(hit => hit.Key == key);
    }
}
