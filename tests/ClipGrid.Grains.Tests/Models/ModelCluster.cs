using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Two silos with models and encoders over one store of files.</summary>
public sealed class ModelCluster : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    /// <summary>A folder for a test's own files.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>Calls from outside.</summary>
    public IGrainFactory Grains => _cluster!.Client;

    /// <summary>What each silo has registered.</summary>
    public IServiceProvider[] Silos => [.. _cluster!.Silos.Select(silo => _cluster.GetSiloServiceProvider(silo.SiloAddress))];

    public async ValueTask InitializeAsync()
    {
        FileBlobStore blobs = new(Folder.File("blobs"));
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((options, silo) =>
        {
            silo.AddBlobGrainStorageAsDefault();
            silo.Services
                .AddSingleton<IBlobStore>(blobs)
                .AddSingleton(new ScratchOptions { Folder = Folder.File($"{options.SiloName}-scratch") })
                .AddDatasets()
                .AddModels(new ModelCacheOptions { Folder = Folder.File($"{options.SiloName}-cache") })
                .AddEncoders(new EncoderHostOptions());
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Sends bytes as a transfer.</summary>
    public async Task<TransferId> SendAsync(byte[] bytes)
    {
        TransferId id = TransferId.New();
        ITransferGrain transfer = Grains.GetGrain<ITransferGrain>(id.ToString());
        foreach (byte[] piece in bytes.Chunk(512 << 10))
            await transfer.AppendAsync((await transfer.GetAsync(default)).Length, piece, default);
        await transfer.CompleteAsync(bytes.Length, default);
        return id;
    }

    /// <summary>Waits for a job, asking again and again as a client does.</summary>
    public static async Task<ModelJobStatus> EndOfAsync(IModelGrain model, ModelJobStatus job)
    {
        while (job.State == JobState.Running)
        {
            await Task.Yield();
            job = await model.GetJobAsync(job.Operation, default);
        }
        return job;
    }
}
