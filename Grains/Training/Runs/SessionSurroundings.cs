using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Grains.Training.Telemetry;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>What the runs of a silo share.</summary>
internal sealed class SessionSurroundings(
    IBlobStore blobs, IPartitionStore partitions, IModelStore models, ISessionNeighbours neighbours, DeviceGate gate, EvaluationSurroundings evaluation, TrainingOptions options, TimeProvider time, ILogger<SessionRun> logger, TrainingMeter meter)
{
    /// <summary>The blob store.</summary>
    public IBlobStore Blobs { get; } = blobs;

    /// <summary>Where items are read.</summary>
    public IPartitionStore Partitions { get; } = partitions;

    /// <summary>Where models are read and published.</summary>
    public IModelStore Models { get; } = models;

    /// <summary>The rest of the grid.</summary>
    public ISessionNeighbours Neighbours { get; } = neighbours;

    /// <summary>Lets one run at a time train.</summary>
    public DeviceGate Gate { get; } = gate;

    /// <summary>What judges sessions.</summary>
    public EvaluationSurroundings Evaluation { get; } = evaluation;

    /// <summary>How the silo trains.</summary>
    public TrainingOptions Options { get; } = options;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>What runs measure.</summary>
    public TrainingMeter Meter { get; } = meter;

    /// <summary>Hears of what goes wrong.</summary>
    public ILogger Logger { get; } = logger;
}
