using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Ingest;

namespace ClipGrid.Grains.Datasets;

/// <summary>What a running ingest reports.</summary>
internal sealed partial class DatasetGrain
{
    /// <inheritdoc/>
    public Task CommitAsync(IngestClaim claim, IngestCheckpoint checkpoint)
    {
        IngestRecord ingest = Claimed(claim);
        // A report that was held up until a later one had come says nothing new.
        return checkpoint.SampleCount < ingest.Checkpoint.SampleCount
            ? Task.CompletedTask
            : SaveAsync(state.State.With(ingest with { Checkpoint = checkpoint, PartitionCount = checkpoint.Partitions.Length }));
    }

    /// <inheritdoc/>
    public Task<IngestStart> ContinueAsync(IngestClaim claim)
    {
        if (state.State.FindIngest(claim.Operation) is { State: JobState.Completed } completed && completed.Run == claim.Run)
            return Task.FromResult(new IngestStart(IngestCheckpoint.None, IsSealing: false, IsCompleted: true));
        IngestRecord ingest = Claimed(claim);
        return Task.FromResult(new IngestStart(ingest.Checkpoint, ingest.IsSealing));
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> SealAsync(IngestClaim claim)
    {
        IngestRecord ingest = Claimed(claim);
        if (!ingest.IsSealing)
            await SaveAsync(state.State.With(ingest with { IsSealing = true }));
        return ingest.DeletedKeys;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> CompleteAsync(IngestClaim claim, int deletedCount)
    {
        if (state.State.FindIngest(claim.Operation) is { State: JobState.Completed } completed && completed.Run == claim.Run)
            return [];
        IngestRecord ingest = Claimed(claim);
        if (ingest.DeletedKeys.Length > deletedCount)
            return ingest.DeletedKeys;
        IngestRecord done = ingest with
        {
            State = JobState.Completed,
            IsSealing = false,
            DeletedKeys = [],
            Checkpoint = ingest.Checkpoint with { Partitions = [], RefusedChunks = [] },
        };
        await SaveAsync(state.State.With(done) with { Versions = state.State.Versions.Add(new VersionEntry(claim.Operation, ingest.RequestDigest)) });
        return [];
    }

    /// <inheritdoc/>
    public async Task FailAsync(IngestClaim claim, string message, GridProblem problem)
    {
        if (state.State.FindIngest(claim.Operation) is { State: JobState.Running } ingest && ingest.Run == claim.Run)
            await SaveAsync(state.State.With(ingest with { State = JobState.Failed, Message = message, Problem = problem }));
    }

    private IngestRecord Claimed(IngestClaim claim) =>
        state.State.DeletingBy is null && state.State.FindIngest(claim.Operation) is { State: JobState.Running } ingest && ingest.Run == claim.Run ? ingest
            : throw new GridException(GridProblem.WrongState, $"The ingest {claim.Operation} into {Name} was cancelled or goes on elsewhere: ask for its status.");
}
