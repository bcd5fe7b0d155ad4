using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Faults;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>A network that carries what one silo sends and not what the other does.</summary>
[Trait("Speed", "Slow")]
public sealed class DividedSilosTests(ITestOutputHelper output)
{
    private const int StepCount = 200;
    private static readonly DatasetRef Emoji = DatasetRef.Parse("emoji");
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F24")]
    public async Task Session_ItsSiloNotHeardByTheOther_IsWrittenByOneOwnerAtATimeAndTheClusterHeals()
    {
        using TemporaryFolder source = new();
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        await using DividedSilos silos = await DividedSilos.StartAsync();
        SessionLedger ledger;
        int host;
        SessionId id = SessionId.Parse("divided");
        await using (ClipGridClient client = await silos.ConnectAsync(0))
        {
            await client.AddAsync("emoji", [source.FullName]);
            ledger = await SessionLedger.TrainAsync(client, Specification("undisturbed"));
            await client.Sessions.StartAsync(Specification("divided"), id, Cancel);
            host = silos.Of((await client.ReachAsync(id, now => now.Step >= 15)).Device);
        }
        await using HeadWatch watch = new(silos.Store, "divided");

        silos.Silence(host, isSilent: true);
        int ended = await OneEndsAsync(silos);
        silos.Silence(host, isSilent: false);
        long dropped = silos.DroppedCount;
        await silos.StartAsync(ended);
        await using ClipGridClient other = await silos.ConnectAsync(1 - ended);
        SessionInfo session = await other.EndAsync(id);

        int epochs = await watch.StopAsync();
        output.WriteLine($"The session was on silo {host}, silo {ended} ended, {dropped} bytes were dropped, {epochs} epochs.");
        Assert.NotEqual(0, dropped);
        await ledger.AssertSameAsync(other, session);
        await BothServeAsync(other);
    }

    private static SessionSpecification Specification(string name) =>
        SmallRecipe.Specification(Emoji, ModelName.Parse(name), StepCount) with { CheckpointInterval = 20 };

    // Each finds that the other does not answer; whose vote is counted first is left, and the other ends itself.
    private static async Task<int> OneEndsAsync(DividedSilos silos)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Longest);
        while (true)
        {
            for (int i = 0; i < 2; i++)
                if (silos.Silo(i).HasExited)
                    return i;
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task BothServeAsync(ClipGridClient client)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Longest);
        while (true)
        {
            try
            {
                if ((await client.Cluster.GetSilosAsync(patience.Token)).Count(silo => silo.State == SiloState.Active) == 2)
                    return;
            }
            catch (GridException away) when (away.Problem == GridProblem.Unavailable)
            {
                // It has not heard yet who is there.
            }
            await Task.Delay(100, patience.Token);
        }
    }
}
