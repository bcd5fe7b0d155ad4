using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>The command and the client against a silo of its own, asked for what cannot be.</summary>
[Trait("Speed", "Slow")]
public sealed class CommandFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "74")]
    [Trait("Check", "75")]
    [Trait("Check", "66")]
    [Trait("Check", "69")]
    public async Task Command_ThatCannotBe_EndsWithACodeAndASentence()
    {
        using TemporaryFolder folder = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(folder.FullName);
        string[] lines =
        [
            "dataset show none", "dataset add none /no/such/folder", "dataset add none http://127.0.0.1/a.tar", "dataset get none ../../x --captions out.txt", "dataset delete none --item x",
            "model show none", "model import none /no/such/folder", "model import none /proc --on-silo", "model alias none champion latest", "embed none --model none",
            "search none cat --model none", "search none cat --model none --top 0", "search none cat --model none --top 2147483648", "search none cat --model none --min-score NaN", "search none cat --model none --skip -1",
            "session watch none", "session cancel none", "session show none",
            "train none --publish x --preset Tiny/8@64 --steps 1 --batch 2", "train none --publish x --preset Tiny/8@64 --steps 0 --batch 2", "train none --publish x --preset Tiny/8@64 --steps 1 --batch 0",
            "train none --publish x --preset Tiny/8@64 --steps 1 --batch 2 --rate 0", "train none --publish x --preset Tiny/8@64 --steps 1 --batch 2 --rate -1", "train none --publish x --preset Tiny/8@64 --steps 1 --batch 2 --rate NaN",
            "train none --publish x --preset Tiny/8@64 --steps 1 --batch 2 --rate 1e9", "train none --publish x --preset Tiny/8@64 --steps 1 --batch 2 --checkpoint-every 0",
        ];
        List<string> wrong = [];
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Cancel }, async (line, cancel) =>
        {
            ChildResult run = await Child.RunHostAsync("Cli", [.. line.Split(' '), "--endpoint", grid.Endpoint], cancel);
            bool isRight = run.ExitCode is 1 or 2 && run.Error.StartsWith("clipgrid: ", StringComparison.Ordinal) && run.Error.TrimEnd().Split('\n').Length == 1 && !run.Error.Contains("   at ", StringComparison.Ordinal);
            if (!isRight)
                lock (wrong)
                    wrong.Add($"{line}: {run}");
        });
        Assert.Empty(wrong);
        Assert.False(await grid.Client.Datasets.ListAsync("", Cancel).AnyAsync(Cancel) || await grid.Client.Models.ListAsync("", Cancel).AnyAsync(Cancel) || await grid.Client.Sessions.ListAsync("", Cancel).AnyAsync(Cancel));
    }

    [Fact]
    [Trait("Check", "75")]
    public async Task StartAsync_NumbersThatCannotBe_AreNamedAndStartNothing()
    {
        using TemporaryFolder folder = new(), shards = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(folder.FullName);
        FallingGrid.CopyShards("val", shards.FullName, most: 1);
        DatasetName small = DatasetName.Parse("small");
        Assert.Equal(250, (await grid.Client.AddAsync("small", Directory.GetFiles(shards.FullName))).ItemCount);
        SessionSpecification good = SmallRecipe.Specification(new DatasetRef(small), ModelName.Parse("x"), stepCount: 2);
        foreach ((string named, SessionSpecification bad) in new[]
        {
            ("LearningRate", good with { LearningRate = 0 }), ("LearningRate", good with { LearningRate = double.NaN }), ("LearningRate", good with { LearningRate = 1e9 }),
            ("BatchSize", good with { BatchSize = 0 }), ("BatchSize", good with { BatchSize = 1 }), ("StepCount", good with { StepCount = 0 }), ("CheckpointInterval", good with { CheckpointInterval = 0 }),
        })
        {
            GridException error = await Assert.ThrowsAsync<GridException>(() => grid.Client.Sessions.StartAsync(bad, cancellationToken: Cancel));
            Assert.Equal(GridProblem.Invalid, error.Problem);
            Assert.Contains(named, error.Message, StringComparison.Ordinal);
        }
        // Only the data tells that this is too many: the session fails, and says so.
        GridException tooMany = await Assert.ThrowsAsync<GridException>(async () =>
        {
            SessionInfo session = await grid.Client.Sessions.StartAsync(good with { BatchSize = 1000 }, cancellationToken: Cancel);
            await grid.Client.Sessions.WaitAsync(session.Id, cancellationToken: Cancel);
        });
        Assert.Contains("BatchSize is 1000", tooMany.Message, StringComparison.Ordinal);
        Assert.False(await grid.Client.Models.ListAsync("", Cancel).AnyAsync(Cancel));
    }
}
