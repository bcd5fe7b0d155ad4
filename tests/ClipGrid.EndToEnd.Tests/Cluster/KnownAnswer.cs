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
                Math.Abs(found[rank].Score - Hits[rank].Score) < NextToNothing && (found[rank].Key == Hits[rank].Key || IsTie(rank)),
                string.Create(CultureInfo.InvariantCulture, $"\"{Text}\" finds {found[rank].Key} ({found[rank].Score:g9}) at rank {rank} instead of {Hits[rank].Key} ({Hits[rank].Score:g9})."));
    }

    // The last one may have changed places with one that is not among them.
    private bool IsTie(int rank) =>
        rank == Hits.Length - 1 || Hits[rank].Score - Hits[rank + 1].Score < NextToNothing || rank > 0 && Hits[rank - 1].Score - Hits[rank].Score < NextToNothing;
}
