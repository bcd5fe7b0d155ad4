using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Monitoring.Traces;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>What watching costs: a silo that is scraped and sends all that it has to a collector, beside one that nobody watches, in turns.</summary>
public sealed class TelemetryCostTests(ITestOutputHelper output)
{
    private const int RoundCount = 10;
    private const int SearchCount = 200;
    private const double MostSearchCost = 1.5;
    private const double MostStepCost = 1.15;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Silo_Watched_IsNearlyAsFast()
    {
        await using OtlpReceiver collector = new();
        int port = FreePorts.Take();
        using TemporaryFolder folder = new();
        using GridProcess bareSilo = await GridProcess.StartAsync(folder.Combine("bare"), Cancel);
        using GridProcess watchedSilo = await GridProcess.StartAsync(folder.Combine("watched"), Cancel, new Dictionary<string, string>(collector.Environment) { ["ClipGrid__MonitorPort"] = $"{port}" });
        await using ClipGridClient bare = await GridClient.ConnectAsync(bareSilo);
        await using ClipGridClient watched = await GridClient.ConnectAsync(watchedSilo);
        List<double> stepsBare = [], stepsWatched = [];
        (ModelVersionId onBare, ModelVersionId onWatched) = (await PrepareAsync(bare, stepsBare), await PrepareAsync(watched, stepsWatched));
        for (int round = 0; round < 2; round++)
        {
            await TrainAsync(bare, stepsBare);
            await TrainAsync(watched, stepsWatched);
        }
        List<double> searchesBare = [], searchesWatched = [];
        using MonitorClient monitor = new(port);
        for (int round = 0; round < RoundCount; round++)
        {
            await SearchAsync(bare, onBare, searchesBare);
            await SearchAsync(watched, onWatched, searchesWatched);
            await monitor.ScrapeAsync();
        }

        Assert.NotEmpty(collector.Spans);
        double search = Median(searchesWatched) / Median(searchesBare);
        double step = Median(stepsWatched) / Median(stepsBare);
        output.WriteLine($"search p50: {Median(searchesBare):F3} ms, watched {Median(searchesWatched):F3} ms, {search:F2} times; step: {Median(stepsBare):F2} ms, watched {Median(stepsWatched):F2} ms, {step:F2} times");
        Assert.True(search < MostSearchCost, $"A watched search takes {search:F2} times as long.");
        Assert.True(step < MostStepCost, $"A watched step takes {step:F2} times as long.");
    }

    private static async Task<ModelVersionId> PrepareAsync(ClipGridClient client, List<double> steps)
    {
        await client.AddAsync("emoji", [Reference.Data("openmoji/folder/captions.csv")]);
        ModelVersionId model = await TrainAsync(client, steps);
        await client.Embeddings.EmbedAsync(DatasetRef.Parse("emoji"), new ModelRef(model.Name, model.Digest.Value), cancellationToken: Cancel);
        for (int i = 0; i < SearchCount; i++)
            await client.FindAsync("emoji", model, "warm");
        return model;
    }

    private static async Task<ModelVersionId> TrainAsync(ClipGridClient client, List<double> steps)
    {
        SessionSpecification specification = SmallRecipe.Specification(DatasetRef.Parse("emoji"), ModelName.Parse("demo"), stepCount: 60);
        SessionId id = (await client.Sessions.StartAsync(specification, cancellationToken: Cancel)).Id;
        SessionInfo ended = await client.Sessions.WaitAsync(id, cancellationToken: Cancel);
        Assert.Equal(SessionState.Completed, ended.State);
        foreach (MetricPoint point in await client.Sessions.GetMetricsAsync(id, afterStep: 20, top: 100, Cancel))
            steps.Add(1000 * specification.BatchSize / point.SamplesPerSecond);
        return ended.Published!.Value;
    }

    private static async Task SearchAsync(ClipGridClient client, ModelVersionId model, List<double> times)
    {
        for (int i = 0; i < SearchCount; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            await client.FindAsync("emoji", model, "a red heart");
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
