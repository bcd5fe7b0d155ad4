using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>The tests that talk to one grid over HTTP.</summary>
[CollectionDefinition]
public sealed class SharedHttpGrid : ICollectionFixture<HttpGrid>;
