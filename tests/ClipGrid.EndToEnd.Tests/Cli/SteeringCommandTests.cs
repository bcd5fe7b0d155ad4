using System.Globalization;
using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cli;

/// <summary>Sessions steered by the command alone.</summary>
[Collection(typeof(FilledGrid))]
[Trait("Speed", "Slow")]
public sealed partial class SteeringCommandTests(CommandGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_SteeredInEveryWay_SaysWhatItDidAndPublishesWhereItStopped()
    {
        await grid.DoAsync(
            "train", "emoji", "--publish", "steered", "--architecture", grid.ArchitectureFile, "--vocab", "600", "--steps", "1000000", "--batch", "32",
            "--hold-out", "0.2", "--evaluate-every", "1000000", "--checkpoint-every", "50", "--keep-checkpoints", "100", "--tag", "winter", "--id", "steered");
        long step = await CheckpointAsync();
        Assert.Contains("steered", await grid.DoAsync("devices"), StringComparison.Ordinal);
        Assert.Contains("steered", await grid.DoAsync("session", "list", "--tag", "winter"), StringComparison.Ordinal);
        await grid.DoAsync("session", "pin", "steered", step.ToString(CultureInfo.InvariantCulture));
        Assert.Matches($@"(?m)^\W*{step}\b.*pinned", await grid.DoAsync("session", "checkpoints", "steered"));
        await grid.DoAsync("session", "unpin", "steered", step.ToString(CultureInfo.InvariantCulture));
        await grid.DoAsync("session", "rate", "steered", "0.5");
        await grid.DoAsync("session", "evaluate", "steered");
        while (!(await grid.DoAsync("session", "events", "steered")).Contains("evaluated", StringComparison.Ordinal))
            await Task.Delay(50, Cancel);
        await grid.DoAsync("session", "stop", "steered");

        Assert.Matches("Session steered: Completed, step [1-9].*published steered@", await grid.DoAsync("session", "watch", "steered"));
        string events = await grid.DoAsync("session", "events", "steered");
        Assert.Contains("0.5 times the specification's", events, StringComparison.Ordinal);
        Assert.Contains("recall@1", events, StringComparison.Ordinal);
        ChildResult late = await grid.RunAsync("session", "pause", "steered");
        Assert.NotEqual(0, late.ExitCode);
        Assert.Contains("is completed and cannot be told to pause", late.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForkAndClone_OfACompletedSession_TrainToTheirEnds()
    {
        string forked = await grid.DoAsync("session", "fork", "first", "20", "--steps", "24", "--rate", "1e-4", "--publish", "forked", "--id", "forked", "--watch");
        string cloned = await grid.DoAsync("session", "clone", "first", "--steps", "3", "--seed", "2", "--publish", "cloned", "--id", "cloned", "--watch");

        Assert.Contains("Session forked: Completed, step 24 of 24", forked, StringComparison.Ordinal);
        Assert.Contains("Session cloned: Completed, step 3 of 3", cloned, StringComparison.Ordinal);
        ChildResult none = await grid.RunAsync("session", "fork", "first", "7", "--steps", "24", "--publish", "forked");
        Assert.NotEqual(0, none.ExitCode);
        Assert.Contains("has no checkpoint of step 7: take one of 20", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_ForAGoal_GivesReasonsAndACommandThatStarts()
    {
        string said = await grid.DoAsync("suggest", "emoji", "--goal", "retrieval", "--base", "demo", "--publish", "better");

        Assert.Contains("because", said, StringComparison.Ordinal);
        Match command = StartLine().Match(said);
        Assert.True(command.Success, said);
        string started = await grid.DoAsync([.. command.Groups[1].Value.Split(' '), "--id", "suggested"]);
        Assert.Contains("suggested", started, StringComparison.Ordinal);
        await grid.DoAsync("session", "cancel", "suggested");
    }

    [GeneratedRegex(@"(?m)^clipgrid (train emoji --goal .*) --watch")]
    private static partial Regex StartLine();

    private async Task<long> CheckpointAsync()
    {
        while (true)
        {
            string said = await grid.DoAsync("session", "checkpoints", "steered", "--json");
            if (Regex.Match(said, "\"step\": ?([0-9]+)") is { Success: true } found)
                return long.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
            await Task.Delay(50, Cancel);
        }
    }
}
