using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>The tests that attack one grid.</summary>
[CollectionDefinition]
public sealed class SharedHostileGrid : ICollectionFixture<HostileGrid>;
