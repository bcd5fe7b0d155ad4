using System.Collections.Immutable;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Training;

/// <summary>A session as it is now.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionInfo")]
public sealed record SessionInfo
{
    /// <summary>Which one.</summary>
    [Id(0)]
    public required SessionId Id { get; init; }

    /// <summary>What it trains; data set and base are fixed to versions.</summary>
    [Id(1)]
    public required SessionSpecification Specification { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(2)]
    public required SessionState State { get; init; }

    /// <summary>What it does now, or why it waits or failed.</summary>
    [Id(3)]
    public string? Message { get; init; }

    /// <summary>Steps done.</summary>
    [Id(4)]
    public required long Step { get; init; }

    /// <summary>Step of the newest checkpoint, or null.</summary>
    [Id(5)]
    public long? CheckpointStep { get; init; }

    /// <summary>The newest metrics, or null.</summary>
    [Id(6)]
    public MetricPoint? Last { get; init; }

    /// <summary>When it was started.</summary>
    [Id(7)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    [Id(8)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version that it published, or null.</summary>
    [Id(9)]
    public ModelVersionId? Published { get; init; }

    /// <summary>Captions that were longer than the model's context and were cut, so far.</summary>
    [Id(10)]
    public long TruncatedCaptionCount { get; init; }

    /// <summary>Factor on the specification's learning rate, by a person or by going back from a loss that ran away.</summary>
    [Id(11)]
    public double RateFactor { get; init; } = 1;

    /// <summary>Times that it went back to a checkpoint.</summary>
    [Id(12)]
    public int RollbackCount { get; init; }

    /// <summary>Times that it went on after its silo had gone away.</summary>
    [Id(13)]
    public int MoveCount { get; init; }

    /// <summary>The device that it has, for example "Cpu 0 of 127.0.0.1:11111@1", or null.</summary>
    [Id(14)]
    public string? Device { get; init; }

    /// <summary>The best checkpoint by the specification's metric so far, or null.</summary>
    [Id(15)]
    public CheckpointInfo? Best { get; init; }

    /// <summary>Why the run is no longer bit for bit the one that its specification names; empty when it is.</summary>
    [Id(16)]
    public ImmutableArray<string> Inexactness { get; init; } = [];

    /// <summary>Number of its newest event, or 0.</summary>
    [Id(17)]
    public long EventCount { get; init; }
}
