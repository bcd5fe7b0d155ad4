using System.Globalization;
using System.Text.RegularExpressions;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>The demo trains a model that finds what it is asked for, and uses it again.</summary>
[Collection<TrainedDemo>]
[Trait("Speed", "Slow")]
public sealed partial class DemoRunTests(DemoData demo)
{
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
        ChildResult again = await DemoData.RunAsync(demo.First);

        Assert.Contains("Found the 1800 captioned pictures", again.Output, StringComparison.Ordinal);
        Assert.Contains("used again", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("step 1/", again.Output, StringComparison.Ordinal);
        Assert.Contains("Embedded 0 of 2000", again.Output, StringComparison.Ordinal);
        Assert.Equal(FromRecallOn(demo.Learnt.Output), FromRecallOn(again.Output));
    }

    [Fact]
    public async Task Demo_WithAModelThatLearntTooLittle_EndsWithOneAndTheWayOut()
    {
        ChildResult run = await DemoData.StartAsync("--exit", "--data", demo.Second);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("recall@10 is", run.Error, StringComparison.Ordinal);
        Assert.Contains("--fresh", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WithoutExit_GoesOnServingUntilItIsAskedToEnd()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using DemoProcess process = new("--data", demo.First);
        await process.ReadUntilAsync("It goes on serving.", cancel);
        await using ClipGridClient client = await ClipGridClient.ConnectAsync(new ClipGridClientOptions { Endpoint = process.Endpoint }, cancel);

        SearchResult found = await client.Search.SearchAsync(
            new SearchRequest { Dataset = DatasetRef.Parse("demo"), Model = ModelRef.Parse("demo"), Terms = [new SearchTerm { Text = "a purple triangle" }] }, cancel);
        await process.InterruptAsync(cancel);
        ChildResult run = await process.EndAsync(cancel);

        Assert.Contains("purple", found.Hits[0].Item.Captions[0], StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Empty(run.Error);
    }

    private static string FromRecallOn(string output) => output[output.IndexOf("200 captions", StringComparison.Ordinal)..];

    [GeneratedRegex(@"recall@(\d+)\s+([\d.]+) %")]
    private static partial Regex Recall();
}
