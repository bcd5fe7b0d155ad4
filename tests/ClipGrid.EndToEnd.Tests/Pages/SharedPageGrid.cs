using Xunit;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>One silo and one browser for all tests of pages, which take turns.</summary>
[CollectionDefinition]
public sealed class SharedPageGrid : ICollectionFixture<PageGrid>;
