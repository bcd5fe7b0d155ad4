using System.Collections.Immutable;

namespace ClipGrid.Contracts.Access;

/// <summary>A page of what was written down on a day, in the order of time.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Continuation">Asks for the next page; null for none.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.AuditPage")]
public sealed record AuditPage([property: Id(0)] ImmutableArray<AuditEntry> Entries, [property: Id(1)] string? Continuation);
