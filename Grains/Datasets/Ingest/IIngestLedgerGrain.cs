using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>
/// The data set's grain as its running ingest sees it; the key is the data set's name. Every call may be repeated. All but
/// <see cref="FailAsync"/> throw <see cref="GridException"/> WrongState for an ingest that was cancelled or started anew elsewhere.
/// </summary>
[Alias("clipgrid.IIngestLedgerGrain")]
internal interface IIngestLedgerGrain : IGrainWithStringKey
{
    /// <summary>Makes a checkpoint durable.</summary>
    [Alias("Commit")]
    Task CommitAsync(IngestClaim claim, IngestCheckpoint checkpoint);

    /// <summary>Where the ingest is to go on after it could not for a while.</summary>
    [Alias("Continue")]
    Task<IngestStart> ContinueAsync(IngestClaim claim);

    /// <summary>Says that the version will be completed: it cannot be cancelled from then on. Returns the keys deleted since the ingest began.</summary>
    [Alias("Seal")]
    Task<ImmutableArray<string>> SealAsync(IngestClaim claim);

    /// <summary>Makes the version visible, if no more than <paramref name="deletedCount"/> keys were deleted; otherwise returns all that were.</summary>
    [Alias("Complete")]
    Task<ImmutableArray<string>> CompleteAsync(IngestClaim claim, int deletedCount);

    /// <summary>Ends the ingest as failed. Without effect for one that was superseded.</summary>
    [Alias("Fail")]
    Task FailAsync(IngestClaim claim, string message, GridProblem problem);
}
