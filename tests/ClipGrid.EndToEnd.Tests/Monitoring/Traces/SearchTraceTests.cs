using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Redis;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Monitoring.Traces;

/// <summary>Traces, metrics and logs of two silos, sent to a collector; and that no secret is among them.</summary>
[Trait("Speed", "Slow")]
public sealed class SearchTraceTests : IAsyncLifetime
{
    private const string RedisPassword = "canary-redis-7391";
    private const string Caption = "canarycaption of a cat";
    private const int PartitionCount = 8;
    private const int MostTold = 60;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly OtlpReceiver _collector = new();
    private readonly List<IAsyncDisposable> _services = [];
    private readonly List<GridProcess> _silos = [];
    private readonly int[] _ports = FreePorts.Take(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        string table = Reference.Data("openmoji/folder/captions.csv");
        Assert.SkipWhen(AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        Assert.SkipWhen(RedisProcess.Lack is not null, RedisProcess.Lack ?? "");
        try
        {
            await StartAsync(table);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync(string table)
    {
        AzuriteProcess azurite = await AzuriteProcess.StartNewAsync(Cancel);
        _services.Add(azurite);
        RedisProcess redis = await RedisProcess.StartNewAsync(Cancel, RedisPassword);
        _services.Add(redis);
        for (int i = 0; i < 2; i++)
        {
            Dictionary<string, string> environment = new(_collector.Environment)
            {
                ["ClipGrid__MonitorPort"] = $"{_ports[6 + i]}",
                ["ClipGrid__Storage__Kind"] = "Azure",
                ["ClipGrid__Storage__ConnectionString"] = azurite.ConnectionString,
                ["ClipGrid__Clustering__Kind"] = "Redis",
                ["ClipGrid__Clustering__Redis"] = redis.ConnectionString,
            };
            _silos.Add(await GridProcess.StartAsync(_folder.Combine($"{i}"), Cancel, environment, _ports[(3 * i)..(3 * i + 3)]));
        }
        await using ClipGridClient client = await GridClient.ConnectAsync(_silos[0]);
        await client.AddAsync("emoji", [table], new IngestOptions { MaxPartitionItems = 200 / PartitionCount });
        ModelVersionId model = await client.TrainAsync(new SessionSpecification
        {
            Dataset = DatasetRef.Parse("emoji"),
            Publish = ModelName.Parse("demo"),
            Architecture = HttpGrid.Architecture,
            VocabSize = 600,
            StepCount = 20,
            BatchSize = 32,
            CheckpointInterval = 10,
        });
        await client.Embeddings.EmbedAsync(DatasetRef.Parse("emoji"), new ModelRef(model.Name), cancellationToken: Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GridProcess silo in _silos)
            silo.Dispose();
        foreach (IAsyncDisposable service in _services)
            await service.DisposeAsync();
        await _collector.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Check", "S17")]
    public async Task Search_ByHttpOnTwoSilos_IsOneTraceWithoutItsTextOrAnySecret()
    {
        await AssertOneTraceAsync(_silos[0].HttpPort!.Value, processCount: 2);
        using (WebTierProcess tier = await WebTierProcess.StartAsync(_silos[1].Endpoint, Cancel, _collector.Environment))
        {
            using MonitorClient web = new(tier.Address.Port);
            await web.BecomesAsync("/health/ready", HttpStatusCode.OK);
            await AssertOneTraceAsync(tier.Address.Port, processCount: 3);
        }
        await AssertNoSecretAsync();
    }

    private async Task AssertOneTraceAsync(int port, int processCount)
    {
        ActivityTraceId trace = ActivityTraceId.CreateRandom();
        ActivitySpanId caller = ActivitySpanId.CreateRandom();
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        JsonObject body = new() { ["dataset"] = "emoji", ["model"] = "demo", ["terms"] = new JsonArray(new JsonObject { ["text"] = Caption }) };
        using HttpResponseMessage answer = await http.SendAsync(HttpMethod.Post, "/v1/search", body, ("traceparent", $"00-{trace.ToHexString()}-{caller.ToHexString()}-01"));
        Assert.NotEmpty((await answer.JsonAsync())["hits"]!.AsArray());

        ReceivedSpan[] spans = await WholeTraceAsync(trace.ToHexString(), caller.ToHexString());

        ReceivedSpan root = Assert.Single(spans, span => span.Parent == caller.ToHexString());
        ReceivedSpan called = Assert.Single(spans, span => span.Name == "client.search");
        Assert.Equal(root.Id, called.Parent);
        ReceivedSpan search = Assert.Single(spans, span => span.Name == "search");
        foreach (string stage in new[] { "search.resolve", "search.encode", "search.partitions", "search.merge", "search.describe" })
            Assert.Equal(search.Id, Assert.Single(spans, span => span.Name == stage).Parent);
        ReceivedSpan asking = spans.Single(span => span.Name == "search.partitions");
        ReceivedSpan[] partitions = [.. spans.Where(span => span.Name == "search.partition" && span.Parent == asking.Id)];
        Assert.Equal(PartitionCount, partitions.Length);
        // Some partitions are on the other silo, and their spans say so.
        Assert.Equal(processCount, spans.Select(span => span.Process).Distinct().Count());
        Assert.Equal(PartitionCount, partitions.Count(partition => HasBelow(spans, partition, "IPartitionEmbeddingsGrain/SearchAsync")));
        ReceivedSpan encode = spans.Single(span => span.Name == "search.encode");
        Assert.True(HasBelow(spans, encode, "encoder.wait"));
        Assert.True(HasBelow(spans, encode, "encoder.batch"));
    }

    [Fact]
    public async Task Session_OfTwentySteps_IsATraceWithASpanForEachCheckpoint()
    {
        ReceivedSpan run = await WaitAsync(() => _collector.Spans.SingleOrDefault(span => span.Name == "training.run"));

        Assert.Equal("", run.Parent);
        ReceivedSpan[] below = [.. _collector.Spans.Where(span => span.Trace == run.Trace && span.Id != run.Id)];
        Assert.Equal(2, below.Length);
        Assert.All(below, span => Assert.Equal(("training.checkpoint", run.Id), (span.Name, span.Parent)));
        await WaitAsync(() => _collector.CountOf("/v1/logs") > 0 && _collector.CountOf("/v1/metrics") > 0 ? "both" : null);
        // What silos ask each other by the clock begins no trace.
        Assert.DoesNotContain(_collector.Spans, span => span.Parent.Length == 0 && span.Name.Contains('/', StringComparison.Ordinal));
        Assert.Contains(_collector.Spans, span => span.Parent.Length == 0 && span.Name == "ingest");
        Assert.Contains(_collector.Spans, span => span.Parent.Length == 0 && span.Name == "embed");
    }

    private static bool HasBelow(ReceivedSpan[] spans, ReceivedSpan parent, string name) =>
        spans.Where(span => span.Parent == parent.Id).Any(span => span.Name == name || span.Name.EndsWith($"/{name}", StringComparison.Ordinal) || span.Name.EndsWith(name, StringComparison.Ordinal) || HasBelow(spans, span, name));

    private async Task<T> WaitAsync<T>(Func<T?> find)
        where T : class
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            if (find() is { } found)
                return found;
            Assert.True(Stopwatch.GetElapsedTime(begin) < LongestWait, $"It did not come. What came last: {string.Join(", ", _collector.Spans.TakeLast(MostTold).Select(span => $"{span.Name} {span.Id} under {span.Parent} of {span.Trace}"))}");
            await Task.Delay(100, Cancel);
        }
    }

    // Spans come in any order and from two processes: the trace is whole when every parent is there and the first one has come.
    private Task<ReceivedSpan[]> WholeTraceAsync(string trace, string caller) => WaitAsync(() =>
    {
        ReceivedSpan[] spans = [.. _collector.Spans.Where(span => span.Trace == trace)];
        HashSet<string> ids = [.. spans.Select(span => span.Id), caller];
        return spans.Any(span => span.Parent == caller) && spans.All(span => ids.Contains(span.Parent)) && spans.Any(span => span.Name == "encoder.batch") ? spans : null;
    });

    private async Task AssertNoSecretAsync()
    {
        string key = AzuriteProcess.Connection(1).Split("AccountKey=")[1].Split(';')[0];
        foreach (int port in _ports[6..])
        {
            using MonitorClient monitor = new(port);
            foreach (string path in new[] { "/metrics", "/health/ready", "/health/live", "/health/startup" })
            {
                (HttpStatusCode status, string words) = await monitor.AskAsync(path);
                Assert.Equal(HttpStatusCode.OK, status);
                Assert.DoesNotContain(key, words, StringComparison.Ordinal);
                Assert.DoesNotContain(RedisPassword, words, StringComparison.Ordinal);
            }
        }
        foreach (GridProcess silo in _silos)
        {
            Assert.DoesNotContain(key, silo.Words, StringComparison.Ordinal);
            Assert.DoesNotContain(RedisPassword, silo.Words, StringComparison.Ordinal);
        }
        await WaitAsync(() => _collector.CountOf("/v1/logs") > 0 && _collector.CountOf("/v1/metrics") > 0 ? "both" : null);
        Assert.False(_collector.Holds(key));
        Assert.False(_collector.Holds(RedisPassword));
        Assert.False(_collector.Holds("canarycaption"));
        // The search above works: what is looked for is found where it is.
        Assert.True(_collector.Holds("search.partitions"));
    }
}
