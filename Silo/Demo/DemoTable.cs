using System.Collections.Immutable;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Silo.Demo;

/// <summary>Prints what a query found.</summary>
internal static class DemoTable
{
    /// <summary>How many hits a table has.</summary>
    public const int HitCount = 5;

    /// <summary>Prints the hits, the best first.</summary>
    public static void Write(ImmutableArray<SearchHit> hits, TextWriter output)
    {
        output.WriteLine("  rank  score  picture      caption");
        foreach ((int row, SearchHit hit) in hits.Index())
            output.WriteLine($"  {row + 1,4}  {hit.Score,5:F3}  {hit.Item.Key,-11}  {hit.Item.Captions[0]}");
    }
}
