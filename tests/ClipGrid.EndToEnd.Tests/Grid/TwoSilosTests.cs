using System.Collections.Immutable;
using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Grid;

/// <summary>Two silos as processes that find each other by Redis and keep everything in Azure storage (Azurite).</summary>
[Trait("Speed", "Slow")]
public sealed class TwoSilosTests
{
    private static readonly TimeSpan LongestTakeover = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F1")]
    public async Task Silos_OneKilled_TheOtherAnswersForAllWithinAMinute()
    {
        string captions = Reference.Data("openmoji/folder/captions.csv");
        await using SharedServices services = await SharedServices.StartAsync(Cancel);
        using TemporaryFolder first = new();
        using TemporaryFolder second = new();
        using GridProcess one = await GridProcess.StartAsync(first.FullName, Cancel, services.Environment);
        using GridProcess two = await GridProcess.StartAsync(second.FullName, Cancel, services.Environment);
        await using ClipGridClient toOne = await GridClient.ConnectAsync(one);
        await using ClipGridClient toTwo = await GridClient.ConnectAsync(two);
        // Eight partitions, so that both silos have some.
        await toOne.AddAsync("emoji", [captions], new IngestOptions { MaxPartitionItems = 25 });
        List<string> known = await KeysAsync(toOne);
        Assert.Equal(200, known.Count);
        Assert.Equal(known, await KeysAsync(toTwo));
        await SeesAsync(toOne, 2);
        await SeesAsync(toTwo, 2);

        await one.KillAsync(Cancel);
        long begin = Stopwatch.GetTimestamp();
        List<string> after = await AnswerAsync(() => KeysAsync(toTwo));
        TimeSpan read = Stopwatch.GetElapsedTime(begin);
        await toTwo.Datasets.DeleteItemsAsync(DatasetName.Parse("emoji"), new DeleteItemsRequest { Operation = OperationId.New(), Keys = [known[0]] }, Cancel);
        TimeSpan written = Stopwatch.GetElapsedTime(begin);

        TestContext.Current.TestOutputHelper!.WriteLine($"All items were read {read.TotalSeconds:f1} s after the kill, and one was deleted after {written.TotalSeconds:f1} s.");
        Assert.Equal(known, after);
        Assert.InRange(written, TimeSpan.Zero, LongestTakeover);
        await SeesAsync(toTwo, 1);

        using GridProcess again = await GridProcess.StartAsync(first.FullName, Cancel, services.Environment);
        await using ClipGridClient toAgain = await GridClient.ConnectAsync(again);
        Assert.Equal(known.Skip(1), await KeysAsync(toAgain));
    }

    [Fact, Trait("Check", "F16")]
    public async Task Silos_RedisAwayAndBack_GoOnServingAndTakeAThird()
    {
        await using SharedServices services = await SharedServices.StartAsync(Cancel, ownsRedis: true);
        using TemporaryFolder folder = new();
        using GridProcess one = await GridProcess.StartAsync(folder.Combine("one"), Cancel, services.Environment);
        using GridProcess two = await GridProcess.StartAsync(folder.Combine("two"), Cancel, services.Environment);
        await using ClipGridClient toOne = await GridClient.ConnectAsync(one);
        await SeesAsync(toOne, 2);
        await services.Redis!.FreezeAsync();
        long begin = Stopwatch.GetTimestamp();
        // Longer than it takes to miss a silo.
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(30))
        {
            Assert.StartsWith("2 silos", await MembersAsync(toOne), StringComparison.Ordinal);
            await Task.Delay(500, Cancel);
        }
        await services.Redis.ThawAsync();
        using GridProcess three = await GridProcess.StartAsync(folder.Combine("three"), Cancel, services.Environment);
        await using ClipGridClient toThree = await GridClient.ConnectAsync(three);
        await SeesAsync(toThree, 3);
        await SeesAsync(toOne, 3);
        foreach (GridProcess silo in new[] { one, two, three })
            Assert.Equal(0, await silo.TerminateAsync(Cancel));
    }

    private static async Task<List<string>> KeysAsync(ClipGridClient client)
    {
        List<string> keys = [];
        await foreach (ItemInfo item in client.Datasets.ListItemsAsync(DatasetRef.Parse("emoji"), Cancel))
            keys.Add(item.Key);
        return keys;
    }

    private static async Task<string> MembersAsync(ClipGridClient client)
    {
        ImmutableArray<CheckResult> checks = await client.Cluster.CheckAsync(Cancel);
        return checks.Single(check => check.Name == "cluster").Message;
    }

    // Silos tell each other of a change within moments.
    private static Task<string> SeesAsync(ClipGridClient client, int count) => AnswerAsync(async () =>
    {
        string members = await MembersAsync(client);
        return members.StartsWith($"{count} silo", StringComparison.Ordinal) ? members : throw new GridException(GridProblem.Unavailable, members);
    });

    // Asks again until somebody answers, as a person would.
    private static async Task<T> AnswerAsync<T>(Func<Task<T>> ask)
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (GridException error) when (error.Problem == GridProblem.Unavailable && Stopwatch.GetElapsedTime(begin) < 2 * LongestTakeover)
            {
                await Task.Delay(200, Cancel);
            }
        }
    }
}
