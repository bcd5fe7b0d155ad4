using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training.Parts;

namespace ClipGrid.Grains.Training;

/// <summary>What a session asks of the rest of the grid. Safe for any number of callers, on a grain's turn or off it.</summary>
internal interface ISessionNeighbours
{
    /// <summary>A data set version.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    Task<DatasetVersionInfo> GetDatasetAsync(DatasetRef dataset, CancellationToken cancellationToken);

    /// <summary>The keys that a version shows of a partition, or null if it shows all of <paramref name="itemCount"/>.</summary>
    Task<IReadOnlySet<string>?> FindShownKeysAsync(PartitionId partition, int version, int itemCount, CancellationToken cancellationToken);

    /// <summary>The version that a reference to a model means now.</summary>
    /// <exception cref="GridException">NotFound; Conflict: several.</exception>
    Task<ModelVersionInfo> ResolveModelAsync(ModelRef model, CancellationToken cancellationToken);

    /// <summary>Makes a stored version known to its model.</summary>
    Task<ModelVersionInfo> RegisterModelAsync(ModelVersionInfo version, CancellationToken cancellationToken);

    /// <summary>The specification of the session that a checkpoint is of.</summary>
    /// <exception cref="GridException">NotFound: no such session or checkpoint.</exception>
    Task<SessionSpecification> GetForkedAsync(CheckpointRef checkpoint, CancellationToken cancellationToken);

    /// <summary>Lists a session.</summary>
    Task ListAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>Tells a session's grain what its run has reached, durably.</summary>
    Task ReportAsync(SessionId id, SessionReport report, CancellationToken cancellationToken);

    /// <summary>Tells a session that its run lives.</summary>
    Task<PulseAnswer> PulseAsync(SessionId id, SessionPulse pulse, CancellationToken cancellationToken);

    /// <summary>A place among those who wait for a device.</summary>
    Task<long> TakeTicketAsync(CancellationToken cancellationToken);

    /// <summary>How many sessions wait for a device.</summary>
    Task<int> CountWaitingAsync(CancellationToken cancellationToken);

    /// <summary>Asks for a device, or for how long it takes.</summary>
    Task<DeviceAnswer> AskForDeviceAsync(DeviceRequest request, CancellationToken cancellationToken);

    /// <summary>Says that a run, or a part of it, still has its device; false if it has not.</summary>
    Task<bool> RenewDeviceAsync(RunPart holder, DeviceSlot slot, CancellationToken cancellationToken);

    /// <summary>Gives a device back, or a place in the queue; a run's own with those of all its parts.</summary>
    Task ReleaseDeviceAsync(RunPart holder, CancellationToken cancellationToken);

    /// <summary>Who computes a part of a run's batches.</summary>
    IPartHostGrain PartOf(PartKey key);
}
