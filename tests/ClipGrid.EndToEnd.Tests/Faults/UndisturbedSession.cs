using ClipGrid.EndToEnd.Tests.Faults;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

[assembly: AssemblyFixture(typeof(UndisturbedSession))]

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>
/// What <see cref="FaultRecipe"/>'s session ends with on a silo of its own, over a folder, that nobody disturbs. Trained once, when a test
/// first asks: whatever the store, the clock and the silo of a disturbed one are, it must end with the same bits.
/// </summary>
public sealed class UndisturbedSession
{
    private readonly Lazy<Task<SessionLedger>> _ledger = new(TrainAsync);

    /// <summary>How it ended.</summary>
    internal Task<SessionLedger> LedgerAsync() => _ledger.Value;

    private static async Task<SessionLedger> TrainAsync()
    {
        using TemporaryFolder data = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await FaultRecipe.PrepareAsync(grid);
        return await SessionLedger.TrainAsync(grid.Client, FaultRecipe.Specification("undisturbed"));
    }
}
