using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>One cluster for all tests of clusters, which take turns; each heals it before it begins.</summary>
[CollectionDefinition]
public sealed class SharedClusterGrid : ICollectionFixture<ClusterGrid>;
