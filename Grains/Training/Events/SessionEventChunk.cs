using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Training.Events;

/// <summary>Neighbouring events in a blob, <c>00000257.json</c> those from 257 on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SessionEventChunk
{
    /// <summary>The format that this release writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Events of a full chunk.</summary>
    public const int Size = 256;

    /// <summary>Format of the blob.</summary>
    public required int Format { get; init; }

    /// <summary>The number of the first.</summary>
    public required long FirstNumber { get; init; }

    /// <summary>The events, 1 to 256.</summary>
    public required ImmutableArray<StoredEvent> Events { get; init; }

    /// <summary>The first number of the chunk of a number.</summary>
    public static long FirstOf(long number) => (number - 1) / Size * Size + 1;
}
