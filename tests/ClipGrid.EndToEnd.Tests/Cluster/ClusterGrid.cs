using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Monitoring;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Three silos as processes, or for a while one more, over a Redis and an Azurite of their own, with emoji in many partitions, embedded by a model that has seen a little.</summary>
public sealed class ClusterGrid : IAsyncLifetime
{
    /// <summary>How many silos it has as a rule.</summary>
    public const int SiloCount = 3;

    /// <summary>How many it may have.</summary>
    public const int MostSilos = 4;

    private const int ItemsPerPartition = 10;

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(3 * MostSilos);
    private readonly GridProcess?[] _silos = new GridProcess?[MostSilos];
    private ImmutableArray<string> _texts = [];
    private SharedServices? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A client that knows all silos.</summary>
    internal ClipGridClient Client { get; private set; } = null!;

    /// <summary>The model's version.</summary>
    internal ModelVersionId Model { get; private set; }

    /// <summary>What some texts must find.</summary>
    internal ImmutableArray<KnownAnswer> Known { get; private set; } = [];

    /// <summary>What the silos share.</summary>
    internal SharedServices Services => _services!;

    /// <summary>All addresses for clients.</summary>
    internal string Endpoint => string.Join(',', Enumerable.Range(0, MostSilos).Select(i => $"127.0.0.1:{_ports[3 * i + 1]}"));

    /// <summary>The silos that were started and not ended.</summary>
    internal IEnumerable<int> Running => Enumerable.Range(0, MostSilos).Where(i => _silos[i] is not null);

    /// <summary>How many items the data set has.</summary>
    internal int ItemCount { get; private set; }

    /// <summary>How many partitions the data set has.</summary>
    internal int PartitionCount { get; private set; }

    public async ValueTask InitializeAsync()
    {
        string[] shards = EmojiGrid.Shards("val");
        _services = await SharedServices.StartAsync(Cancel, ownsRedis: true, ownsAzurite: true);
        for (int i = 0; i < SiloCount; i++)
            await StartAsync(i);
        Client = await ConnectAsync();
        await Client.AddAsync("emoji", shards, new IngestOptions { MaxPartitionItems = ItemsPerPartition });
        Model = await Client.TrainAsync(SmallRecipe.Specification(DatasetRef.Parse("emoji"), ModelName.Parse("emoji"), stepCount: 30));
        await Client.Embeddings.EmbedAsync(DatasetRef.Parse("emoji"), new ModelRef(Model.Name), cancellationToken: Cancel);
        PartitionCount = (await Client.Datasets.GetVersionAsync(DatasetRef.Parse("emoji"), Cancel)).Partitions.Length;
        List<ItemInfo> items = [];
        await foreach (ItemInfo item in Client.Datasets.ListItemsAsync(DatasetRef.Parse("emoji"), Cancel))
            items.Add(item);
        ItemCount = items.Count;
        _texts = [.. items.Take(20).Select(item => item.Captions[0])];
        Known = await KnowAsync(Model);
    }

    /// <summary>What each of some texts finds under a version of the model, while all is well.</summary>
    internal async Task<ImmutableArray<KnownAnswer>> KnowAsync(ModelVersionId model)
    {
        ImmutableArray<KnownAnswer>.Builder known = ImmutableArray.CreateBuilder<KnownAnswer>();
        foreach (string text in _texts)
            known.Add(new KnownAnswer(text, [.. (await Client.FindAsync("emoji", model, text)).Hits.Select(hit => (hit.Item.Key, hit.Score))]));
        return known.ToImmutable();
    }

    /// <summary>A client of its own, which knows all silos.</summary>
    internal Task<ClipGridClient> ConnectAsync() => ClipGridClient.ConnectAsync(
        new ClipGridClientOptions { Endpoint = Endpoint, PollInterval = TimeSpan.FromMilliseconds(50) },
        Cancel);

    /// <summary>The number of the silo at an address.</summary>
    /// <param name="address">As <c>127.0.0.1:11111@1</c>.</param>
    internal int NumberOf(string address) => Array.IndexOf(_ports, int.Parse(address.Split(':', '@')[1], CultureInfo.InvariantCulture)) / 3;

    /// <summary>Starts a silo where it was, unless it is there.</summary>
    internal async Task StartAsync(int number)
    {
        Dictionary<string, string> environment = _services!.Environment;
        environment["ClipGrid__MonitorPort"] = $"{_ports[3 * number + 2]}";
        _silos[number] ??= await GridProcess.StartAsync(_folder.Combine($"{number}"), Cancel, environment, [_ports[3 * number], _ports[3 * number + 1]]);
    }

    /// <summary>What a silo wrote so far.</summary>
    internal string Words(int number) => _silos[number]!.Words;

    /// <summary>Asks a silo how it is.</summary>
    internal async Task<(HttpStatusCode Status, string Words)> HealthAsync(int number)
    {
        using MonitorClient monitor = new(_ports[3 * number + 2]);
        return await monitor.AskAsync("health/ready");
    }

    /// <summary>Starts all that are missing, ends what is too many, and waits until each has its share.</summary>
    internal async Task HealAsync()
    {
        for (int i = SiloCount; i < MostSilos; i++)
            if (_silos[i] is not null)
                await TerminateAsync(i);
        for (int i = 0; i < SiloCount; i++)
            await StartAsync(i);
        await SharedOutAsync();
    }

    /// <summary>Ends a silo as a machine does that loses its power.</summary>
    internal async Task KillAsync(int number)
    {
        await _silos[number]!.KillAsync(Cancel);
        Forget(number);
    }

    /// <summary>Asks a silo to end.</summary>
    internal async Task TerminateAsync(int number)
    {
        Assert.Equal(0, await _silos[number]!.TerminateAsync(Cancel));
        Forget(number);
    }

    /// <summary>Counts a data set's items by listing them.</summary>
    internal async Task<int> CountAsync(string name)
    {
        int count = 0;
        await foreach (ItemInfo _ in Client.Datasets.ListItemsAsync(DatasetRef.Parse(name), Cancel))
            count++;
        return count;
    }

    /// <summary>Waits until all silos are there and hold about as many partitions each; how many.</summary>
    internal async Task<ImmutableArray<int>> SharedOutAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            ImmutableArray<SiloInfo> silos = await SilosAsync(patience.Token);
            int[] counts = [.. silos.Where(silo => silo.State == SiloState.Active).Select(silo => silo.PartitionCount ?? 0)];
            int siloCount = Running.Count();
            if (counts.Length == siloCount && counts.All(count => count >= PartitionCount / siloCount))
                return [.. counts];
            // Partitions come up where they are asked for.
            await Client.FindAsync("emoji", Model, "a face");
            await Task.Delay(200, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
            await Client.DisposeAsync();
        foreach (GridProcess? silo in _silos)
            silo?.Dispose();
        if (_services is not null)
            await _services.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<ImmutableArray<SiloInfo>> SilosAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Client.Cluster.GetSilosAsync(cancellationToken);
        }
        catch (GridException error) when (error.Problem == GridProblem.Unavailable)
        {
            return [];
        }
    }

    private void Forget(int number)
    {
        _silos[number]!.Dispose();
        _silos[number] = null;
    }
}
