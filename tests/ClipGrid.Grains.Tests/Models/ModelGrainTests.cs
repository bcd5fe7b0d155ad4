using System.Formats.Tar;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Models through their grains, in a cluster of two silos.</summary>
public sealed class ModelGrainTests(ModelCluster cluster) : IClassFixture<ModelCluster>
{
    private static readonly string[] Texts = ["a photo of the number 7", "rain"];
    private readonly string _name = $"m{Guid.NewGuid():N}"[..12];

    private IModelGrain Model => cluster.Grains.GetGrain<IModelGrain>(_name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelLayout.HuggingFace)]
    [InlineData(ModelLayout.OpenClip)]
    public async Task ImportExportImport_EachLayout_IsTheSameVersionWithTheSameVectors(ModelLayout layout)
    {
        string source = SmallModel.Write(cluster.Folder.File(_name));
        ModelVersionId id = await ImportedAsync(source);
        ModelJobStatus exported = await ModelCluster.EndOfAsync(Model, await Model.ExportAsync(OperationId.New(), null, layout, Token));
        Assert.Equal((JobState.Completed, id), (exported.State, exported.Version));
        string folder = await cluster.Silos[0].GetRequiredService<TransferFiles>().UnpackAsync(exported.Transfer!.Value, cluster.Folder.Path, Token);
        Assert.Equal(layout == ModelLayout.HuggingFace, File.Exists(Path.Combine(folder, "config.json")));
        Assert.Equal(await SmallModel.VectorsAsync(source, Texts, SmallModel.Picture(1)), await SmallModel.VectorsAsync(folder, Texts, SmallModel.Picture(1)));

        IModelGrain other = cluster.Grains.GetGrain<IModelGrain>($"{_name}-2");
        ImportModelRequest request = new() { Operation = OperationId.New(), Kind = SourceKind.Transfer, Location = "my folder", Transfer = exported.Transfer };
        ModelJobStatus imported = await ModelCluster.EndOfAsync(other, await other.ImportAsync(request, Token));
        Assert.Equal((JobState.Completed, id.Digest), (imported.State, imported.Version?.Digest));
        Assert.Equal("my folder", (await other.ResolveAsync(null, Token)).Lineage.ImportedFrom);
    }

    [Fact]
    public async Task Import_TransferOfNoModel_FailsInWordsOfTheSender()
    {
        string source = SmallModel.Write(cluster.Folder.File(_name));
        await File.WriteAllTextAsync(Path.Combine(source, "model.safetensors"), "nothing", Token);
        using MemoryStream tar = new();
        await TarFile.CreateFromDirectoryAsync(source, tar, includeBaseDirectory: true, Token);
        ImportModelRequest request = new() { Operation = OperationId.New(), Kind = SourceKind.Transfer, Location = "C:/my model", Transfer = await cluster.SendAsync(tar.ToArray()) };
        ModelJobStatus job = await ModelCluster.EndOfAsync(Model, await Model.ImportAsync(request, Token));
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("C:/my model", job.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Folder.Path, job.Message, StringComparison.Ordinal);
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => Model.GetAsync(Token))).Problem);
        Assert.Empty(await BlobsAsync());
    }

    [Fact]
    public async Task Import_UnknownTransfer_Fails()
    {
        ImportModelRequest request = new() { Operation = OperationId.New(), Kind = SourceKind.Transfer, Location = "x", Transfer = TransferId.New() };
        ModelJobStatus job = await ModelCluster.EndOfAsync(Model, await Model.ImportAsync(request, Token));
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("transfer", job.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SameOperationAgain_IsTheSameJobAndAnotherRequestIsRefused()
    {
        ImportModelRequest request = new() { Operation = OperationId.New(), Kind = SourceKind.Path, Location = SmallModel.Write(cluster.Folder.File(_name)) };
        await ModelCluster.EndOfAsync(Model, await Model.ImportAsync(request, Token));
        Assert.Equal(JobState.Completed, (await Model.ImportAsync(request, Token)).State);
        Assert.Single((await Model.GetAsync(Token)).Versions);
        await RefusedAsync(GridProblem.Conflict, () => Model.ImportAsync(request with { Location = "/elsewhere" }, Token));
        await RefusedAsync(GridProblem.NotFound, () => Model.GetJobAsync(OperationId.New(), Token));
        await RefusedAsync(GridProblem.Invalid, () => Model.ImportAsync(request with { Operation = OperationId.New(), Location = "here" }, Token));
        await RefusedAsync(GridProblem.Invalid, () => Model.ImportAsync(request with { Operation = OperationId.New(), Kind = SourceKind.Transfer }, Token));
    }

    [Fact]
    public async Task Import_TwoVersions_AreListedResolvedAndInTheCatalogue()
    {
        ModelVersionId a = await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name + "a"), seed: 1)), b = await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name + "b"), seed: 2));
        ModelInfo info = await Model.GetAsync(Token);
        Assert.Equal([a, b], info.Versions.Select(version => version.Id));
        Assert.Equal(b, (await Model.ResolveAsync(null, Token)).Id);
        Assert.Equal(a, (await Model.ResolveAsync(a.Digest.Value[..6], Token)).Id);
        Assert.Equal(a, (await cluster.Grains.GetGrain<IModelVersionGrain>(a.ToString()).GetAsync(Token)).Id);
        Assert.Contains(_name, (await cluster.Grains.GetGrain<ICatalogGrain>("Models").ListAsync(_name, 0, 10, Token)).Ids);
    }

    [Fact]
    public async Task SetAlias_TwentyRacersThatExpectTheSame_OneWins()
    {
        ModelVersionId a = await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name + "a"), seed: 1)), b = await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name + "b"), seed: 2));
        await Model.SetAliasAsync(new SetAliasRequest { Operation = OperationId.New(), Alias = "champion", Target = a.Digest.Value }, Token);
        Task<ModelInfo>[] racers = [.. Enumerable.Range(0, 20).Select(_ => Model.SetAliasAsync(new SetAliasRequest { Operation = OperationId.New(), Alias = "champion", Target = b.Digest.Value, Expected = a }, Token))];
        await ((Task)Task.WhenAll(racers)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await Assert.Single(racers, racer => racer.IsCompletedSuccessfully);
        foreach (Task<ModelInfo> racer in racers.Where(racer => racer.IsFaulted))
            Assert.Equal(GridProblem.Conflict, Assert.IsType<GridException>(racer.Exception!.InnerException).Problem);
        Assert.Equal(2, (await Model.GetAsync(Token)).History.Count(change => change.Name == "champion"));
    }

    [Fact]
    public async Task DeleteVersion_Newest_LeavesNothingOfItAndRepeatsHarmlessly()
    {
        ModelVersionId a = await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name + "a"), seed: 1)), b = await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name + "b"), seed: 2));
        IModelVersionGrain version = cluster.Grains.GetGrain<IModelVersionGrain>(b.ToString());
        await version.GetAsync(Token);
        OperationId operation = OperationId.New();
        await Model.DeleteVersionAsync(operation, "latest", Token);
        await Model.DeleteVersionAsync(operation, "latest", Token);
        Assert.Equal(a, (await Model.ResolveAsync(null, Token)).Id);
        Assert.DoesNotContain(await BlobsAsync(), blob => blob.Contains(b.Digest.Value, StringComparison.Ordinal));
        await RefusedAsync(GridProblem.NotFound, () => version.GetAsync(Token));
        await RefusedAsync(GridProblem.Conflict, () => Model.DeleteVersionAsync(operation, a.Digest.Value, Token));
        await Model.DeleteVersionAsync(OperationId.New(), a.Digest.Value, Token);
        await RefusedAsync(GridProblem.NotFound, () => Model.GetAsync(Token));
        Assert.DoesNotContain(_name, (await cluster.Grains.GetGrain<ICatalogGrain>("Models").ListAsync(_name, 0, 10, Token)).Ids);
    }

    [Fact]
    public async Task Register_VersionOfAnotherModel_IsRefused()
    {
        ModelVersionId id = await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name)));
        ModelVersionInfo info = await Model.ResolveAsync(null, Token);
        await RefusedAsync(GridProblem.Invalid, () => cluster.Grains.GetGrain<IModelRegistryGrain>("another").RegisterAsync(info, Token));
        Assert.Equal(id, (await cluster.Grains.GetGrain<IModelRegistryGrain>(_name).RegisterAsync(info, Token)).Id);
    }

    [Fact]
    public async Task Export_ResNetAsHuggingFace_FailsAndSaysWhy()
    {
        await ImportedAsync(SmallModel.Write(cluster.Folder.File(_name), config: SmallModel.ResNet, layout: ClipGrid.Model.Weights.CheckpointLayout.OpenAi));
        ModelJobStatus job = await ModelCluster.EndOfAsync(Model, await Model.ExportAsync(OperationId.New(), null, ModelLayout.HuggingFace, Token));
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("Hugging Face", job.Message, StringComparison.Ordinal);
        Assert.Null(job.Transfer);
    }

    private async Task<ModelVersionId> ImportedAsync(string folder)
    {
        ModelJobStatus job = await Model.ImportAsync(new ImportModelRequest { Operation = OperationId.New(), Kind = SourceKind.Path, Location = folder }, Token);
        job = await ModelCluster.EndOfAsync(Model, job);
        Assert.True(job.State == JobState.Completed, job.Message);
        return job.Version!.Value;
    }

    private async Task<string[]> BlobsAsync()
    {
        List<string> names = [];
        await foreach (BlobInfo blob in cluster.Silos[0].GetRequiredService<IBlobStore>().ListAllAsync($"models/{_name}/", Token))
            names.Add(blob.Name);
        return [.. names];
    }

    private static async Task RefusedAsync(GridProblem problem, Func<Task> work) => Assert.Equal(problem, (await Assert.ThrowsAsync<GridException>(work)).Problem);
}
