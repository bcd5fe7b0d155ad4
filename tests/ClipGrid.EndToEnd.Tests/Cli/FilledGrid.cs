using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cli;

/// <summary>The tests that talk to one grid by the command and by a program of the README.</summary>
[CollectionDefinition]
public sealed class FilledGrid : ICollectionFixture<CommandGrid>;
