using ClipGrid.Benchmarks.Grid;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>A training that makes about twenty steps a second until it is cancelled.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    private const double WantedRate = 20;
    private const int ProbeBatch = 64;
    private const int ProbeSteps = 60;

    private static readonly SessionSpecification Specification = new()
    {
        Dataset = DatasetRef.Parse("live"),
        Publish = ModelName.Parse("live"),
        Architecture = """
            {"embed_dim":16,"vision_cfg":{"image_size":16,"patch_size":8,"width":32,"layers":1,"head_width":16},
            "text_cfg":{"context_length":16,"width":32,"heads":2,"layers":1}}
            """,
        VocabSize = 600,
        StepCount = 10_000_000,
        BatchSize = ProbeBatch,
        CheckpointInterval = 100_000,
    };

    private readonly ClipGridClient _client;

    private LiveSession(ClipGridClient client, SessionId id) => (_client, Id) = (client, id);

    internal SessionId Id { get; }

    /// <summary>Measures how fast the machine is now, and starts a training of a batch that fits.</summary>
    internal static async Task<LiveSession> StartAsync(ClipGridClient client, string folder)
    {
        await client.Datasets.AddAsync(new AddDatasetRequest { Name = DatasetName.Parse("live"), Paths = [BenchModel.WritePictures(Path.Combine(folder, "live"), 2048)] });
        double fast = await ProbeAsync(client);
        int batch = (int)Math.Clamp(ProbeBatch * fast / WantedRate, 8, 2048);
        SessionInfo session = await client.Sessions.StartAsync(Specification with { BatchSize = batch });
        await foreach (MetricPoint _ in client.Sessions.WatchAsync(session.Id))
            break;
        return new LiveSession(client, session.Id);
    }

    /// <summary>When each step ended, by its number.</summary>
    internal async Task<Dictionary<long, DateTimeOffset>> TimesAsync()
    {
        Dictionary<long, DateTimeOffset> times = [];
        for (long last = 0; ;)
        {
            int before = times.Count;
            foreach (MetricPoint point in await _client.Sessions.GetMetricsAsync(Id, last, 5000))
                times.Add(last = point.Step, point.At);
            if (times.Count == before)
                return times;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.Sessions.CancelAsync(Id);
        await _client.Sessions.WaitAsync(Id);
    }

    private static async Task<double> ProbeAsync(ClipGridClient client)
    {
        SessionInfo probe = await client.Sessions.StartAsync(Specification with { StepCount = ProbeSteps });
        List<MetricPoint> points = await client.Sessions.WatchAsync(probe.Id).ToListAsync();
        await client.Sessions.WaitAsync(probe.Id);
        return (points.Count - 1 - points.Count / 2) / (points[^1].At - points[points.Count / 2].At).TotalSeconds;
    }
}
