using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>Two silos that keep data sets and models, embed and search, over one store of files.</summary>
internal sealed class SearchCluster(InProcessTestCluster cluster, TemporaryFolder scratch) : IAsyncDisposable
{
    internal IGrainFactory Grains => cluster.Client;

    internal ISearchGrain Search => Grains.GetGrain<ISearchGrain>(0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<SearchCluster> StartAsync(IBlobStore blobs)
    {
        TemporaryFolder scratch = new();
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((options, silo) =>
        {
            silo.AddBlobGrainStorageAsDefault();
            silo.Services
                .AddSingleton(blobs)
                .AddSingleton(new ScratchOptions { Folder = scratch.File($"{options.SiloName}-scratch") })
                .AddDatasets()
                .AddModels(new ModelCacheOptions { Folder = scratch.File($"{options.SiloName}-cache") })
                .AddEncoders(new EncoderHostOptions())
                .AddEmbeddings()
                .AddSearch();
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return new SearchCluster(cluster, scratch);
    }

    internal async Task<IngestStatus> AddAsync(string dataset, string folder)
    {
        IDatasetGrain grain = Grains.GetGrain<IDatasetGrain>(dataset);
        IngestStatus status = await grain.AddAsync(Datasets.DatasetCluster.Request(folder, new IngestOptions { MaxPartitionItems = 4 }), Token);
        while (status.State == JobState.Running)
        {
            await Task.Delay(20, Token);
            status = await grain.GetIngestAsync(status.Operation, Token);
        }
        Assert.Equal((JobState.Completed, null), (status.State, status.Message));
        return status;
    }

    internal async Task<ModelVersionId> ImportAsync(string model, string folder)
    {
        IModelGrain grain = Grains.GetGrain<IModelGrain>(model);
        ModelJobStatus job = await grain.ImportAsync(new ImportModelRequest { Operation = OperationId.New(), Kind = SourceKind.Path, Location = folder }, Token);
        while (job.State == JobState.Running)
        {
            await Task.Delay(20, Token);
            job = await grain.GetJobAsync(job.Operation, Token);
        }
        Assert.Equal(JobState.Completed, job.State);
        return job.Version!.Value;
    }

    internal async Task<EmbeddingStatus> EmbedAsync(string dataset, int version, ModelVersionId model)
    {
        IEmbeddingSetGrain set = Grains.GetGrain<IEmbeddingSetGrain>(new EmbeddingSetId(DatasetName.Parse(dataset), version, model).ToString());
        EmbeddingStatus status = await set.StartAsync(Token);
        while (status.State == JobState.Running)
        {
            await Task.Delay(20, Token);
            status = await set.GetAsync(Token);
        }
        return status;
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        scratch.Dispose();
    }
}
