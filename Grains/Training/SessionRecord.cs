using System.Collections.Immutable;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Training;

/// <summary>What a session's grain keeps durably.</summary>
internal sealed record SessionRecord
{
    /// <summary>The specification as it was asked for, or null while there is no session.</summary>
    public SessionSpecification? Requested { get; init; }

    /// <summary>The same with data set and base fixed to versions.</summary>
    public SessionSpecification? Specification { get; init; }

    /// <summary>Running for everything between the start and a pause or an end: the run knows more.</summary>
    public SessionState State { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Number of the run that is listened to.</summary>
    public long Attempt { get; init; }

    /// <summary>Steps done, as last reported.</summary>
    public long Step { get; init; }

    /// <summary>Step of the newest checkpoint that was reported, or null.</summary>
    public long? CheckpointStep { get; init; }

    /// <summary>The newest metrics that were reported, or null.</summary>
    public MetricPoint? Last { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version that it published, or null.</summary>
    public ModelVersionId? Published { get; init; }

    /// <summary>Captions that were cut, as last reported.</summary>
    public long TruncatedCaptionCount { get; init; }

    /// <summary>Recoveries since the last checkpoint.</summary>
    public int RecoveryCount { get; init; }

    /// <summary>The commands that were carried out last, the newest last.</summary>
    public ImmutableArray<SessionOperation> Operations { get; init; } = [];

    /// <summary>Where its run is, or null while it waits for a device.</summary>
    public DeviceSlot? Host { get; init; }

    /// <summary>The kind of device that it trains on, or null before it had one: another rounds differently.</summary>
    public DeviceKind? TrainedOn { get; init; }

    /// <summary>Its place among those who came for a device: lower came first; 0 before it has one.</summary>
    public long Ticket { get; init; }

    /// <summary>Factor on the specification's learning rate.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>Ends its training at the step where it is.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Goes on even where the arithmetic is another.</summary>
    public bool AllowsInexact { get; init; }

    /// <summary>Paused because the blob store did not answer: it goes on by itself.</summary>
    public bool IsStoreAway { get; init; }

    /// <summary>Times that it went back to a checkpoint.</summary>
    public int RollbackCount { get; init; }

    /// <summary>Step of the checkpoint that it went back to last, or null.</summary>
    public long? RolledBackTo { get; init; }

    /// <summary>Checkpoints of this step or later do not count any more, or null.</summary>
    public long? BeforeStep { get; init; }

    /// <summary>Times that it went on after its silo had gone away.</summary>
    public int MoveCount { get; init; }

    /// <summary>Number of the run's last event that is kept.</summary>
    public long HeardEvents { get; init; }

    /// <summary>The best checkpoint, as last reported, or null.</summary>
    public CheckpointInfo? Best { get; init; }

    /// <summary>Why it is no longer bit for bit its own, as last reported.</summary>
    public ImmutableArray<string> Inexactness { get; init; } = [];
}
