using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Refuses queries for items that are out of range.</summary>
internal static class ItemQueryCheck
{
    private const int MostItems = 1000;
    private const int LongestText = 1000;
    private const int MostWords = 32;

    /// <summary>Returns if the query can be answered.</summary>
    /// <param name="query">The query.</param>
    /// <param name="leastTop">0 where only the number of items may be asked for.</param>
    /// <exception cref="GridException">Invalid: the member, its value, and what it may be.</exception>
    public static void Check(ItemQuery query, int leastTop)
    {
        Require(query.Top >= leastTop && query.Top <= MostItems, $"Top is {query.Top}: ask for {leastTop} to {MostItems:N0} items; for more, ask again with Skip.");
        Require(query.Skip >= 0, $"Skip is {query.Skip}: pass over 0 or more items.");
        Require(query.Text is null || query.Text.Length <= LongestText, $"Text has {query.Text?.Length:N0} characters: write at most {LongestText:N0}.");
        Require(ItemWords.Of(query.Text).Count <= MostWords, $"Text has {ItemWords.Of(query.Text).Count} words: write at most {MostWords}.");
        FilterCheck.Check(query.Filter);
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, message);
    }
}
