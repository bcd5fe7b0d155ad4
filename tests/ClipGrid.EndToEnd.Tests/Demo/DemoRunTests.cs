using System.Globalization;
using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>The demo trains a model that finds what it is asked for, and uses it again.</summary>
[Collection<TrainedDemo>]
[Trait("Speed", "Slow")]
public sealed partial class DemoRunTests(DemoData demo)
{
    private const string Weights = "model/open_clip_model.safetensors";

    [Theory]
    [InlineData("\"a red circle\"", "red")]
    [InlineData("\"two green stars\"", "green")]
    [InlineData("\"three small pink hearts on a black background\"", "pink", "black background")]
    [InlineData("\"a blue square left of a green star\"", "blue", "green")]
    public void Demo_Trained_FindsWhatIsAsked(string title, params string[] said)
    {
        IReadOnlyList<DemoHitRow> hits = DemoHitRow.Under(title, demo.Learnt.Output);

        Assert.Equal(5, hits.Count);
        Assert.All(said, pattern => Assert.Matches(pattern, hits[0].Caption));
        // Tables name the pictures whose captions they show, the best first.
        Assert.All(hits, hit => Assert.Equal(hit.Caption, demo.Rows.Single(row => row.Key == hit.Key).Captions[0]));
        Assert.Equal(hits.Select(hit => hit.Score).OrderDescending(), hits.Select(hit => hit.Score));
    }

    [Fact]
    public void Demo_AskedWithAPicture_FindsItAndItsLike()
    {
        IReadOnlyList<DemoHitRow> hits = DemoHitRow.Under("pictures like scene-01801", demo.Learnt.Output);

        DemoRow asked = demo.Rows.Single(row => row.Key == "scene-01801");
        Assert.Equal((asked.Key, 1.0), (hits[0].Key, hits[0].Score));
        Assert.All(hits, hit => Assert.Contains(asked.Color, hit.Caption.Split(' ')));
    }

    [Fact]
    public void Demo_Trained_RecallsFarAboveChance()
    {
        Dictionary<int, double> recall = Recall().Matches(demo.Learnt.Output)
            .ToDictionary(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));

        Assert.InRange(recall[1], 40, 100);
        Assert.InRange(recall[5], 80, 100);
        Assert.InRange(recall[10], 90, 100);
    }

    [Fact]
    public async Task Demo_StartedAgain_UsesPicturesAndModelAndFindsTheSame()
    {
        byte[] weights = await File.ReadAllBytesAsync(Path.Combine(demo.First, Weights), TestContext.Current.CancellationToken);

        ChildResult again = await DemoData.RunAsync(demo.First);

        Assert.Contains("Found the 1800 captioned pictures", again.Output, StringComparison.Ordinal);
        Assert.Contains("used again", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("step 1/", again.Output, StringComparison.Ordinal);
        Assert.Equal(weights, await File.ReadAllBytesAsync(Path.Combine(demo.First, Weights), TestContext.Current.CancellationToken));
        Assert.Equal(FromRecallOn(demo.Learnt.Output), FromRecallOn(again.Output));
    }

    [Fact]
    public async Task Demo_WithAModelThatLearntTooLittle_EndsWithOneAndTheWayOut()
    {
        ChildResult run = await Child.RunHostAsync("Silo", ["--demo", "--exit", "--data", demo.Second], TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("recall@10 is", run.Error, StringComparison.Ordinal);
        Assert.Contains("--fresh", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_TypedQuery_IsAnsweredUntilAnEmptyLine()
    {
        using DemoProcess process = new("--data", demo.First);
        await process.ReadUntilAsync("query> ", TestContext.Current.CancellationToken);
        process.Type("a purple triangle");
        await process.ReadUntilAsync("query> ", TestContext.Current.CancellationToken);
        process.Type(string.Concat(Enumerable.Repeat("a red circle and ", 20)));
        await process.ReadUntilAsync("query> ", TestContext.Current.CancellationToken);
        process.Type("");
        ChildResult run = await process.EndAsync(TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.ToString());
        DemoHitRow best = DemoHitRow.Under("query> a purple triangle", run.Output)[0];
        Assert.Contains("purple", best.Caption, StringComparison.Ordinal);
        // The long one is refused and the prompt goes on.
        Assert.Matches(@"query> a red circle and .*\n.*tokens.*shorten it", run.Output);
    }

    [Fact]
    public async Task Demo_InterruptedAtThePrompt_EndsWithZero()
    {
        using DemoProcess process = new("--data", demo.First);
        await process.ReadUntilAsync("query> ", TestContext.Current.CancellationToken);
        await process.InterruptAsync(TestContext.Current.CancellationToken);

        ChildResult run = await process.EndAsync(TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Demo_OverAKilledRunsLeftovers_TrainsAndRemovesThem()
    {
        Assert.Contains("step 1/1 ", demo.Hasty.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(demo.Second, Weights)));
        Assert.False(Directory.Exists(Path.Combine(demo.Second, ".model-in-work")));
    }

    private static string FromRecallOn(string output) => output[output.IndexOf("200 captions", StringComparison.Ordinal)..];

    [GeneratedRegex(@"recall@(\d+)\s+([\d.]+) %")]
    private static partial Regex Recall();
}
