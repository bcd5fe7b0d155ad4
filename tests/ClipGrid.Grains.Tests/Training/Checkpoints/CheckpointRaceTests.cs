using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training.Checkpoints;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>
/// Two runs that take a session from each other and a stranger who pins, in any order of their calls to the store, with answers that
/// are lost, refusals, deaths, and processes that stand still for long. After each call the store is looked at.
/// </summary>
public sealed class CheckpointRaceTests : IDisposable
{
    private const int CallCount = 250;
    private static readonly SessionId s_id = SessionId.Parse("one");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public CheckpointRaceTests()
    {
        foreach (string part in new[] { "a", "b" })
            File.WriteAllText(_folder.File(part), part);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory, Trait("Check", "F5"), Trait("Check", "F22"), Trait("Check", "F23")]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task AnyOrder_OfTwoRunsAndAStranger_LeavesWhatCountsWhole(int firstSeed)
    {
        int saved = 0;
        for (int seed = firstSeed; seed < firstSeed + 100; seed++)
        {
            (List<string> violations, int saves) = await RunAsync(seed, store => store);
            Assert.True(violations.Count == 0, $"Seed {seed}: {string.Join(' ', violations)}");
            saved += saves;
        }
        // Something came of it.
        Assert.InRange(saved, 250, int.MaxValue);
    }

    [Fact, Trait("Check", "F22")]
    public async Task AnyOrder_WhereTheLastWriterWins_WouldBeFoundOut()
    {
        int found = 0;
        for (int seed = 0; seed < 20; seed++)
            found += (await RunAsync(seed, store => new UnconditionalBlobStore(store))).Violations.Count > 0 ? 1 : 0;
        Assert.InRange(found, 10, 20);
    }

    private async Task<(List<string> Violations, int Saves)> RunAsync(int seed, Func<IBlobStore, IBlobStore> wrap)
    {
        Random random = new(seed);
        MemoryBlobStore blobs = new();
        RaceLedger ledger = new(s_id);
        List<(TurnBlobStore View, Task Work)> processes = [];
        for (int number = 0; number < 3; number++)
            processes.Add(Start(number));
        for (int call = 0; call < CallCount && ledger.Violations.Count == 0; call++)
        {
            int number = random.Next(3);
            (TurnBlobStore view, Task work) = processes[number];
            if (await Task.WhenAny(view.Arrived, work).WaitAsync(s_patience, Cancellation) == work)
            {
                // It died: another process comes in its place.
                processes[number] = Start(number);
                continue;
            }
            await view.DecideAsync(random.Next(40) switch
            {
                0 => Verdict.Kill,
                1 or 2 => Verdict.DoAndLoseTheAnswer,
                3 => Verdict.Refuse,
                _ => Verdict.Do,
            }).WaitAsync(s_patience, Cancellation);
            ledger.Look(await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation), await CheckpointChecker.HeadAsync(blobs, s_id, Cancellation));
        }
        return (ledger.Violations, ledger.SaveCount);

        (TurnBlobStore View, Task Work) Start(int number)
        {
            TurnBlobStore view = new(wrap(blobs));
            Random own = new(random.Next());
            return (view, number < 2 ? OwnAsync(view, own, ledger) : PinAsync(view, own, ledger));
        }
    }

    // A run, and the next one once it has been replaced, until its process dies.
    private async Task OwnAsync(TurnBlobStore view, Random random, RaceLedger ledger)
    {
        while (true)
        {
            CheckpointStore store = new(s_id, view) { KeptCount = random.Next(1, 3) };
            if (await TryAsync(() => store.TakeAsync(Cancellation)) is KilledException)
                return;
            while (store.Epoch > 0 && !store.IsReplaced)
            {
                long step = (store.Newest?.Step ?? 0) + 1, epoch = store.Epoch;
                Exception? failure = await TryAsync(() => random.Next(9) switch
                {
                    0 => store.BeatAsync(Cancellation),
                    1 => store.MarkBestAsync(random.NextInt64(step), Cancellation),
                    2 => store.CollectAsync(Cancellation),
                    3 => store.AttachMetricsAsync(random.NextInt64(step), ImmutableSortedDictionary<string, double>.Empty.Add("loss", 1), Cancellation),
                    _ => SaveAsync(step, epoch),
                });
                if (failure is KilledException)
                    return;
            }

            async Task SaveAsync(long step, long epoch)
            {
                await store.SaveAsync(_folder.Path, step, 0, null, Cancellation);
                ledger.Acknowledge(string.Create(CultureInfo.InvariantCulture, $"/{step:D10}-{epoch}-"));
            }
        }
    }

    private static async Task PinAsync(TurnBlobStore view, Random random, RaceLedger ledger)
    {
        while (true)
        {
            long step = random.Next(1, 12);
            Exception? failure = await TryAsync(async () =>
            {
                await CheckpointCatalog.PinAsync(new CheckpointRef(s_id, step), true, view, Cancellation);
                ledger.Pin(step);
            });
            if (failure is KilledException)
                return;
        }
    }

    private static async Task<Exception?> TryAsync(Func<Task> actAsync)
    {
        try
        {
            await actAsync();
            return null;
        }
        catch (Exception error) when (error is KilledException or GridException)
        {
            return error;
        }
    }
}
