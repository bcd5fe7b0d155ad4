using System.Collections.Immutable;

namespace ClipGrid.Contracts.Cluster;

/// <summary>Some of a silo's log, which keeps the last entries only.</summary>
/// <param name="Entries">In the order of their numbers; fewer than asked for where they are long.</param>
/// <param name="OldestNumber">The number of the oldest entry that is still there; 0 where none is.</param>
/// <param name="NewestNumber">The number of the newest one; 0 where none is.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.LogPage")]
public sealed record LogPage(
    [property: Id(0)] ImmutableArray<LogEntry> Entries, [property: Id(1)] long OldestNumber, [property: Id(2)] long NewestNumber);
