using ClipGrid.Contracts.Errors;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Access;

/// <summary>What was written down of who asked for what; any key (0) will do. Nothing of it can be changed or removed through the grid.</summary>
[Alias("clipgrid.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>A page of a day, in UTC.</summary>
    /// <param name="day">The day.</param>
    /// <param name="continuation">The former page's, or null for the first one.</param>
    /// <param name="top">Most entries, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Invalid: the number or the continuation. Corrupt, Unavailable: the store.</exception>
    [Alias("List"), AlwaysInterleave, AllowedFor(GridRole.Admin)]
    Task<AuditPage> ListAsync(DateOnly day, string? continuation, int top, CancellationToken cancellationToken);
}
