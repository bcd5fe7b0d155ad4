using ClipGrid.EndToEnd.Tests.Architecture;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>Begins with the tests that take minutes, so that at the end no core waits for the last of them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        ".Cluster.", ".StoreOutageTests", ".ClockTests", ".EveryPageTests", ".TwoSiloSessionTests", ".DeployedGridTests", ".ThreadCountTests", ".ReconnectTests", ".RandomFaultsTests", ".KilledSessionTests",
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionClassName ?? collection.TestCollectionDisplayName))];

    private static int Place(string name)
    {
        int place = Array.FindIndex(Longest, longest => name.Contains(longest, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
