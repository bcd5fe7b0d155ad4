using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>A cluster of silos over one folder of blobs; starting another one over the same folder is a restart.</summary>
internal sealed class DatasetCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _scratch;
    private readonly InProcessTestCluster _cluster;

    private DatasetCluster(InProcessTestCluster cluster, TemporaryFolder scratch) => (_cluster, _scratch) = (cluster, scratch);

    public IGrainFactory Grains => _cluster.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts silos over a store.</summary>
    /// <param name="store">Their blobs.</param>
    /// <param name="siloCount">How many.</param>
    /// <param name="quotas">How much they keep; null for as much as comes.</param>
    public static async Task<DatasetCluster> StartAsync(IBlobStore store, int siloCount = 2, QuotaOptions? quotas = null)
    {
        TemporaryFolder scratch = new();
        InProcessTestClusterBuilder builder = new((short)siloCount);
        builder.ConfigureSilo((options, silo) =>
        {
            silo.Services.AddSingleton(store);
            silo.Services.AddSingleton(quotas ?? new QuotaOptions());
            silo.Services.AddSingleton(new ScratchOptions { Folder = scratch.File(options.SiloName) });
            silo.Services.AddDatasets();
            silo.AddBlobGrainStorageAsDefault();
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return new DatasetCluster(cluster, scratch);
    }

    public IDatasetGrain Dataset(string name) => Grains.GetGrain<IDatasetGrain>(name);

    public IPartitionGrain Partition(ItemInfo item) => Grains.GetGrain<IPartitionGrain>(item.Partition.ToString());

    public ITransferGrain Transfer(TransferId id) => Grains.GetGrain<ITransferGrain>(id.ToString());

    public async Task<string[]> CatalogAsync() =>
        [.. (await Grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Datasets)).ListAsync("", 0, 1000, Cancellation)).Ids];

    public static AddItemsRequest Request(string path, IngestOptions? options = null, OperationId? operation = null) => new()
    {
        Operation = operation ?? OperationId.New(),
        Source = new DatasetSource { Kind = SourceKind.Path, Location = path },
        Options = options ?? new IngestOptions(),
    };

    /// <summary>Adds items and waits for the end of the ingest.</summary>
    public async Task<IngestStatus> AddAsync(string name, AddItemsRequest request)
    {
        await Dataset(name).AddAsync(request, Cancellation);
        return await EndAsync(name, request.Operation);
    }

    /// <summary>Waits for the end of an ingest by asking for it, as a client does.</summary>
    public async Task<IngestStatus> EndAsync(string name, OperationId operation)
    {
        while (true)
        {
            IngestStatus status = await Dataset(name).GetIngestAsync(operation, Cancellation);
            if (status.State != JobState.Running)
                return status;
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>All items of a version.</summary>
    public async Task<List<ItemInfo>> ItemsAsync(string name, int? version = null, int page = 7)
    {
        List<ItemInfo> items = [];
        while (true)
        {
            ItemPage next = await Dataset(name).ListItemsAsync(version, items.Count, page, Cancellation);
            items.AddRange(next.Items);
            if (items.Count >= next.TotalCount)
                return items;
        }
    }

    /// <summary>Ends all silos without letting them finish their work.</summary>
    public Task KillAsync() => Task.WhenAll(_cluster.Silos.ToArray().Select(silo => _cluster.KillSiloAsync(silo)));

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _scratch.Dispose();
    }
}
