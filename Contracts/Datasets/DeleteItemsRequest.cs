using System.Collections.Immutable;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Deletes items from all versions of a data set: once acknowledged, no list, search or training shows them any more.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DeleteItemsRequest")]
public sealed record DeleteItemsRequest : IAuditDetail
{
    /// <summary>Makes repeating harmless.</summary>
    [Id(0)]
    public required OperationId Operation { get; init; }

    /// <summary>Their keys, 1 to 10,000.</summary>
    [Id(1)]
    public required ImmutableArray<string> Keys { get; init; }

    string IAuditDetail.AuditDetail => Keys is not [string first, ..] ? "none" : Keys.Length == 1 ? first : $"{Keys.Length}, the first {first}";
}
