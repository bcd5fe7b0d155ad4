using System.Collections.Immutable;

namespace ClipGrid.Grains.Tests.Storage;

[GenerateSerializer]
public sealed record NotebookPage
{
    [Id(0)]
    public required int Number { get; init; }

    [Id(1)]
    public required double Score { get; init; }

    [Id(2)]
    public required ImmutableArray<string> Words { get; init; }
}
