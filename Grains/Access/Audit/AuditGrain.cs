using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Access.Audit;

/// <summary>Reads what was written down. It has no state, so that its calls interleave (the interface says so).</summary>
[StatelessWorker]
internal sealed class AuditGrain(AuditLog log) : Grain, IAuditGrain
{
    private const int MostEntries = 1_000;

    /// <inheritdoc/>
    public Task<AuditPage> ListAsync(DateOnly day, string? continuation, int top, CancellationToken cancellationToken) => top is >= 1 and <= MostEntries
        ? log.ReadAsync(day, continuation, top, cancellationToken)
        : throw new GridException(GridProblem.Invalid, $"A page of {top} entries cannot be had: ask for 1 to {MostEntries}.");
}
