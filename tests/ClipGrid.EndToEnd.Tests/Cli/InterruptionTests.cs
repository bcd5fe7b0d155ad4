using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cli;

/// <summary>Ctrl+C while a command waits for the grid.</summary>
[Collection(typeof(FilledGrid))]
[Trait("Speed", "Slow"), Trait("Check", "74")]
public sealed class InterruptionTests(CommandGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SessionWatch_Interrupted_Is130AndTheSessionGoesOnUntilItIsPausedAndCancelled()
    {
        await grid.DoAsync("train", "emoji", "--publish", "long", "--architecture", grid.ArchitectureFile, "--vocab", "600", "--steps", "1000000", "--batch", "32", "--id", "long");
        using (CommandProcess watch = CommandProcess.Start(grid.Endpoint, "session", "watch", "long"))
        {
            string? line = await watch.ReadLineAsync(Cancel);
            while (line?.StartsWith("step 0 ", StringComparison.Ordinal) == true)
                line = await watch.ReadLineAsync(Cancel);
            Assert.StartsWith("step 1 ", line, StringComparison.Ordinal);
            await watch.InterruptAsync(Cancel);
            ChildResult watched = await watch.EndAsync(Cancel);
            Assert.True(watched.ExitCode == 130, watched.ToString());
            Assert.StartsWith("Stopped watching; session long goes on.", watched.Error, StringComparison.Ordinal);
        }

        Assert.Matches("Session long: Paus(ing|ed), step [1-9]", await grid.DoAsync("session", "pause", "long"));
        Assert.Contains("Session long: Paused", await grid.DoAsync("session", "watch", "long"), StringComparison.Ordinal);
        Assert.Matches("Session long: [A-Z][a-z]+, step [1-9]", await grid.DoAsync("session", "resume", "long"));
        Assert.Contains("Session long: Cancelled", await grid.DoAsync("session", "cancel", "long"), StringComparison.Ordinal);
        Assert.DoesNotContain("long", await grid.DoAsync("session", "list", "--running"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatasetAdd_Interrupted_Is130AndNothingOfItStays()
    {
        DatasetName name = DatasetName.Parse("broken-off");
        await using ClipGridClient client = await ClipGridClient.ConnectAsync(new ClipGridClientOptions { Endpoint = grid.Endpoint }, Cancel);
        using CommandProcess add = CommandProcess.Start(grid.Endpoint, "dataset", "add", name.Value, Reference.Data("fashion-mnist"), "--split", "train");
        await IngestOf(client, name);
        await add.InterruptAsync(Cancel);
        ChildResult added = await add.EndAsync(Cancel);

        Assert.True(added.ExitCode == 130, added.ToString());
        Assert.Equal("clipgrid: Cancelled.\n", added.Error);
        CommandTests.AssertFails(await grid.RunAsync("dataset", "show", name.Value), 1, "There is no data set broken-off");
    }

    // Tens of thousands of pictures take seconds: it is caught while it runs.
    private static async Task IngestOf(ClipGridClient client, DatasetName name)
    {
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(20));
        while (await again.WaitForNextTickAsync(Cancel))
        {
            try
            {
                if ((await client.Datasets.GetAsync(name, Cancel)).Ingests.Any(ingest => ingest.State == JobState.Running))
                    return;
            }
            catch (GridException e) when (e.Problem == GridProblem.NotFound)
            {
                // It has not begun.
            }
        }
    }
}
