using System.Globalization;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit.Azurite;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>
/// Sessions to which all kinds of things happen: two of them, or CLIPGRID_RUNS; half on a folder, half on Azurite. Each has a seed of
/// its own, and CLIPGRID_SEED with CLIPGRID_RUNS=1 repeats it; an even seed is one on a folder.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class RandomFaultsTests(ITestOutputHelper output, UndisturbedSession undisturbed)
{
    private const int UsualCount = 2;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F35")]
    public async Task Session_WhateverHappens_EndsAsIfNobodyHadDisturbedIt()
    {
        int first = Number("CLIPGRID_SEED") ?? Environment.TickCount & 0xFFFFFF, count = Number("CLIPGRID_RUNS") ?? UsualCount;
        int[] seeds = [.. Enumerable.Range(first, count)];
        await LiveOnAFolderAsync([.. seeds.Where(seed => seed % 2 == 0 || AzuriteProcess.Lack is not null)]);
        await LiveOnAzuriteAsync([.. seeds.Where(seed => seed % 2 != 0 && AzuriteProcess.Lack is null)]);
    }

    [Fact]
    [Trait("Check", "F35")]
    public async Task Session_GoneOnWithoutTheOptimizersState_IsNoticed()
    {
        using TemporaryFolder data = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await FaultRecipe.PrepareAsync(grid);
        SessionLedger ledger = await undisturbed.LedgerAsync();
        SessionId id = await StartAsync(grid, "forgetful");
        await grid.Client.ReachAsync(id, now => now.Step >= 25);
        await grid.StopAsync();
        StoredSession stored = new(data, id);
        stored.ForgetMoments();
        Assert.NotEqual(0, stored.AssertCheckpointsReadable());
        await grid.StartAsync();

        SessionInfo ended = await grid.Client.EndAsync(id);

        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        Assert.False(ledger.HasSameWeights(ended));
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.AssertSameAsync(grid.Client, ended));
    }

    private async Task LiveOnAFolderAsync(int[] seeds)
    {
        if (seeds.Length == 0)
            return;
        using TemporaryFolder data = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await LiveAsync(seeds, grid, null, id => new StoredSession(data, id).AssertCheckpointsReadable());
    }

    private async Task LiveOnAzuriteAsync(int[] seeds)
    {
        if (seeds.Length == 0)
            return;
        await using ProxiedGrid grid = await ProxiedGrid.StartAsync();
        await LiveAsync(seeds, grid.Silo, grid, _ => 0);
    }

    private async Task LiveAsync(int[] seeds, FallingGrid silo, ProxiedGrid? store, Func<SessionId, int> check)
    {
        await FaultRecipe.PrepareAsync(silo);
        SessionLedger ledger = await undisturbed.LedgerAsync();
        foreach (int seed in seeds)
        {
            RandomLife life = new(seed, silo, store);
            try
            {
                SessionInfo ended = await life.LiveAsync(await StartAsync(silo, $"life-{seed}"), FaultRecipe.StepCount);
                await ledger.AssertSameAsync(silo.Client, ended);
                check(ended.Id);
            }
            finally
            {
                output.WriteLine($"CLIPGRID_RUNS=1 CLIPGRID_SEED={seed}: {string.Join(", ", life.Story)}");
            }
        }
    }

    private static async Task<SessionId> StartAsync(FallingGrid grid, string name) =>
        (await grid.Client.Sessions.StartAsync(FaultRecipe.Specification(name), SessionId.Parse(name), Cancel)).Id;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
