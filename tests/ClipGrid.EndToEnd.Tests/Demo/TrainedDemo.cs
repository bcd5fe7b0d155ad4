using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>The tests that look at one trained demo.</summary>
[CollectionDefinition]
public sealed class TrainedDemo : ICollectionFixture<DemoData>;
