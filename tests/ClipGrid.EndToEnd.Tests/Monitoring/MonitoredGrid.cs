using System.Text.Json.Nodes;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>A silo that has done a bit of everything while its metrics were read.</summary>
public sealed class MonitoredGrid : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private MonitorClient? _monitor;

    internal GridProcess Silo { get; private set; } = null!;

    internal MonitorClient Monitor => _monitor!;

    /// <summary>What was there before anything was done.</summary>
    internal Scrape AtStart { get; private set; } = null!;

    /// <summary>All that was seen.</summary>
    internal Scrape Seen { get; } = Scrape.Parse("");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await WorkAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task WorkAsync()
    {
        string table = Reference.Data("openmoji/folder/captions.csv");
        int[] ports = FreePorts.Take(4);
        Silo = await GridProcess.StartAsync(_folder.Combine("data"), Cancel, new Dictionary<string, string> { ["ClipGrid__MonitorPort"] = $"{ports[3]}" }, ports[..3]);
        _monitor = new MonitorClient(ports[3]);
        AtStart = await Monitor.ScrapeAsync();
        await using ClipGridClient client = await GridClient.ConnectAsync(Silo);
        await client.AddAsync("emoji", [table], new IngestOptions { MaxPartitionItems = 100 });
        await client.AddAsync("broken", [BrokenFolder()]);
        ModelVersionId model = await TrainAsync(client);
        await client.Embeddings.EmbedAsync(DatasetRef.Parse("emoji"), new ModelRef(model.Name), cancellationToken: Cancel);
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{Silo.HttpPort}") };
        await http.PostAsync("/v1/search", new JsonObject { ["dataset"] = "emoji", ["model"] = "demo", ["terms"] = new JsonArray(new JsonObject { ["text"] = "a cat" }) });
        // What is exposed may be a moment old, and the host looks at the health for the first time a second after the start.
        do
        {
            await Task.Delay(100, Cancel);
            Seen.Add(await Monitor.ScrapeAsync());
        }
        while (!Seen.Names.Contains("clipgrid_health_status") || !Seen.Names.Contains("clipgrid_search_duration_seconds_count"));
    }

    public ValueTask DisposeAsync()
    {
        _monitor?.Dispose();
        Silo?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ModelVersionId> TrainAsync(ClipGridClient client)
    {
        Task<ModelVersionId> training = client.TrainAsync(new SessionSpecification
        {
            Dataset = DatasetRef.Parse("emoji"),
            Publish = ModelName.Parse("demo"),
            Architecture = HttpGrid.Architecture,
            VocabSize = 600,
            StepCount = 60,
            BatchSize = 32,
            CheckpointInterval = 10,
        });
        // Some series are there only while a run is.
        while (!training.IsCompleted)
        {
            Seen.Add(await Monitor.ScrapeAsync());
            await Task.Delay(20, Cancel);
        }
        return await training;
    }

    // A class folder with one picture that is none, and one that is.
    private string BrokenFolder()
    {
        DirectoryInfo folder = Directory.CreateDirectory(_folder.Combine("broken/class"));
        File.Copy(HttpGrid.Picture, Path.Combine(folder.FullName, "good.png"));
        File.WriteAllText(Path.Combine(folder.FullName, "bad.png"), "no picture");
        return folder.Parent!.FullName;
    }
}
