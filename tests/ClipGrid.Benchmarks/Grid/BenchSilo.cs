using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>One silo with everything, over files: a small model and a small data set are in it, and a wide one can be searched.</summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchSilo(IHost host, WideDataset wide, string folder) => (_host, Wide, Folder) = (host, wide, folder);

    internal WideDataset Wide { get; }

    internal string Folder { get; }

    internal IServiceProvider Services => _host.Services;

    internal IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    internal ModelVersionId Model { get; private set; }

    internal static async Task<BenchSilo> StartAsync(string folder, int widePartitionCount = 8)
    {
        WideDataset wide = new(widePartitionCount);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(serviceId: GridLimits.ClusterName, clusterId: GridLimits.ClusterName).AddBlobGrainStorageAsDefault());
        builder.Services
            .AddSingleton<IBlobStore>(new FileBlobStore(Path.Combine(folder, "blobs")))
            .AddSingleton(new ScratchOptions { Folder = Path.Combine(folder, "scratch") })
            .AddSingleton<GridChecks>()
            .AddSingleton<ISearchGrid>(provider => new WideSearchGrid(new GrainSearchGrid(provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<IModelStore>()), wide))
            .AddDatasets()
            .AddModels(new ModelCacheOptions { Folder = Path.Combine(folder, "cache") })
            .AddEncoders(new EncoderHostOptions())
            .AddEmbeddings()
            .AddSearch()
            .AddTraining(new TrainingOptions { ScratchFolder = Path.Combine(folder, "sessions") })
            .AddSingleton<IPartitionStore>(provider => new WidePartitionStore(new PartitionStore(provider.GetRequiredService<IBlobStore>()), wide));
        IHost host = builder.Build();
        await host.StartAsync();
        BenchSilo bench = new(host, wide, folder);
        bench.Model = await bench.ImportAsync("small", BenchModel.Write(Path.Combine(folder, "model")));
        await bench.IngestAsync("small", BenchModel.WritePictures(Path.Combine(folder, "pictures")));
        await bench.EmbedAsync("small", bench.Model);
        return bench;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    internal async Task<ModelVersionId> ImportAsync(string name, string folder)
    {
        IModelGrain model = Grains.GetGrain<IModelGrain>(name);
        ModelJobStatus job = await model.ImportAsync(new ImportModelRequest { Operation = OperationId.New(), Kind = SourceKind.Path, Location = folder }, default);
        while (job.State == JobState.Running)
        {
            await Task.Delay(20);
            job = await model.GetJobAsync(job.Operation, default);
        }
        return job.Version ?? throw new InvalidOperationException(job.Message);
    }

    internal async Task IngestAsync(string name, string folder)
    {
        IDatasetGrain dataset = Grains.GetGrain<IDatasetGrain>(name);
        IngestStatus ingest = await dataset.AddAsync(new AddItemsRequest { Operation = OperationId.New(), Source = new DatasetSource { Kind = SourceKind.Path, Location = folder } }, default);
        while (ingest.State == JobState.Running)
        {
            await Task.Delay(20);
            ingest = await dataset.GetIngestAsync(ingest.Operation, default);
        }
    }

    internal async Task EmbedAsync(string dataset, ModelVersionId model)
    {
        IEmbeddingSetGrain set = Grains.GetGrain<IEmbeddingSetGrain>(new EmbeddingSetId(DatasetName.Parse(dataset), 1, model).ToString());
        EmbeddingStatus status = await set.StartAsync(default);
        while (status.State == JobState.Running)
        {
            await Task.Delay(20);
            status = await set.GetAsync(default);
        }
    }
}
