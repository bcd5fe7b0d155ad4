using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Parts;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>The rest of the grid, as far as sessions ask it: one data set, and what they tell it.</summary>
internal sealed class TestNeighbours(TestDataset dataset) : ISessionNeighbours
{
    public ConcurrentQueue<SessionReport> Reports { get; } = new();

    public ConcurrentDictionary<SessionId, bool> Listed { get; } = new();

    public ConcurrentDictionary<ModelVersionId, ModelVersionInfo> Registered { get; } = new();

    /// <summary>Keys that are deleted.</summary>
    public HashSet<string> Deleted { get; } = [];

    public Task<DatasetVersionInfo> GetDatasetAsync(DatasetRef reference, CancellationToken cancellationToken) =>
        reference.Name == TestDataset.Name && reference.Version is null or 1
            ? Task.FromResult(dataset.Version)
            : throw new GridException(GridProblem.NotFound, $"There is no data set {reference}.");

    public Task<IReadOnlySet<string>?> FindShownKeysAsync(PartitionId partition, int version, int itemCount, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>?>(Deleted.Count == 0 ? null : dataset.Items.Select(item => item.Info.Key).Where(key => !Deleted.Contains(key)).ToHashSet());

    public Task<ModelVersionInfo> ResolveModelAsync(ModelRef model, CancellationToken cancellationToken) =>
        Registered.Values.FirstOrDefault(version => version.Id.Name == model.Name) is { } found
            ? Task.FromResult(found)
            : throw new GridException(GridProblem.NotFound, $"There is no model {model}.");

    public Task<ModelVersionInfo> RegisterModelAsync(ModelVersionInfo version, CancellationToken cancellationToken) => Task.FromResult(Registered.GetOrAdd(version.Id, version));

    public Task<SessionSpecification> GetForkedAsync(CheckpointRef checkpoint, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ListAsync(SessionId id, CancellationToken cancellationToken)
    {
        Listed[id] = true;
        return Task.CompletedTask;
    }

    public Task ReportAsync(SessionId id, SessionReport report, CancellationToken cancellationToken)
    {
        Hear(report.Attempt, report.Events);
        Reports.Enqueue(report);
        return Task.CompletedTask;
    }

    /// <summary>What runs are answered; by default each is listened to, and all that it says is heard.</summary>
    public Func<SessionPulse, PulseAnswer> Answer { get; set; } = pulse => new PulseAnswer(IsListenedTo: true, pulse.Events is [.., var newest] ? newest.Number : 0);

    /// <summary>What was heard of runs, by pulses and by reports.</summary>
    public ConcurrentDictionary<(long Attempt, long Number), RunEvent> Events { get; } = new();

    public Task<PulseAnswer> PulseAsync(SessionId id, SessionPulse pulse, CancellationToken cancellationToken)
    {
        Hear(pulse.Attempt, pulse.Events);
        return Task.FromResult(Answer(pulse));
    }

    public Task<long> TakeTicketAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountWaitingAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DeviceAnswer> AskForDeviceAsync(DeviceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RenewDeviceAsync(RunPart holder, DeviceSlot slot, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ReleaseDeviceAsync(RunPart holder, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IPartHostGrain PartOf(PartKey key) => throw new NotSupportedException();

    private void Hear(long attempt, ImmutableArray<RunEvent> events)
    {
        foreach (RunEvent told in events)
            Events[(attempt, told.Number)] = told;
    }
}
