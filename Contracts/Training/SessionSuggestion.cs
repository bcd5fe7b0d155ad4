using System.Collections.Immutable;

namespace ClipGrid.Contracts.Training;

/// <summary>A specification to start as it is or to change, and why it is so.</summary>
/// <param name="Specification">The specification.</param>
/// <param name="Reasons">A sentence for each choice that was made.</param>
/// <param name="MemoryBytes">Memory that the device needs, estimated.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionSuggestion")]
public sealed record SessionSuggestion(
    [property: Id(0)] SessionSpecification Specification,
    [property: Id(1)] ImmutableArray<string> Reasons,
    [property: Id(2)] long MemoryBytes);
