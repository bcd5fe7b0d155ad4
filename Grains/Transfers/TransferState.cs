using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Transfers;

/// <summary>What is kept of a transfer beside its pieces.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TransferState
{
    /// <summary>Version of this file's format: 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>When somebody used it last, to the hour.</summary>
    public required DateTimeOffset TouchedAt { get; init; }

    /// <summary>True if all has come.</summary>
    public bool IsComplete { get; init; }
}
