using System.Collections.Immutable;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>A state with what states have: records in immutable arrays, dictionaries, times.</summary>
[GenerateSerializer]
public sealed record NotebookState
{
    [Id(0)]
    public string Title { get; init; } = "";

    [Id(1)]
    public ImmutableArray<NotebookPage> Pages { get; init; } = [];

    [Id(2)]
    public ImmutableDictionary<string, long> Marks { get; init; } = ImmutableDictionary<string, long>.Empty;

    [Id(3)]
    public BlobStorageKind? Kind { get; init; }

    [Id(4)]
    public DateTimeOffset? At { get; init; }
}
