using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Events;

/// <summary>An event in a chunk; its place there is its number.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StoredEvent
{
    /// <summary>Tells it from all others: a write whose answer was lost is known by it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Steps done by then.</summary>
    public required long Step { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<SessionEventKind>))]
    public required SessionEventKind Kind { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Text { get; init; }

    /// <summary>What was measured; a value that is no number is "NaN", "Infinity" or "-Infinity".</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public required ImmutableSortedDictionary<string, double> Values { get; init; }

    /// <summary>The event of a number.</summary>
    public SessionEvent ToEvent(long number) => new() { Number = number, Step = Step, At = At, Kind = Kind, Text = Text, Values = Values };
}
