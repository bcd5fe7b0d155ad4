using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private static readonly string[] Texts = ["", "a photo of the number 7", "Zwei Ströme & “quotes”"];
    private readonly ModelBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("vit_w128/hf")]
    [InlineData("vit_w128/open_clip")]
    [InlineData("vit_fullvocab/openai")]
    public async Task Store_GoldenModel_ComputesTheSameFromTheStore(string name)
    {
        string source = GoldenFolders.Copy(name, _bench.Folder);
        ModelVersionInfo info = await _bench.StoreAsync(source, cancellationToken: Token);
        string fetched = await _bench.NewSilo("elsewhere").GetFolderAsync(info.Id, Token);
        byte[] picture = SmallModel.Picture(3, 70, 50);
        Assert.Equal(await SmallModel.VectorsAsync(source, Texts, picture), await SmallModel.VectorsAsync(fetched, Texts, picture));
        Assert.Equal(name.StartsWith("vit_w128", StringComparison.Ordinal) ? 640 : 49_408, info.VocabSize);
        Assert.StartsWith("ViT ", info.Architecture, StringComparison.Ordinal);
        Assert.Equal(_bench.Clock.GetUtcNow(), info.CreatedAt);
        Assert.Equal(source, info.Lineage.ImportedFrom);
        Assert.Equal(0.5, info.Metrics["recall@10"]);
        Assert.Equal(info.ByteCount, Directory.EnumerateFiles(fetched).Sum(file => new FileInfo(file).Length));
        ModelVersionInfo read = await _bench.NewSilo("third").GetInfoAsync(info.Id, Token);
        Assert.Equal(info.Metrics, read.Metrics);
        Assert.Equal(info with { Metrics = read.Metrics, Lineage = read.Lineage }, read);
    }

    [Fact]
    public async Task Store_SmallModel_DescribesItInNumbers()
    {
        using var model = SmallModel.Build();
        ModelVersionInfo info = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("m")), cancellationToken: Token);
        Assert.Equal("ViT 12/4, width 32, 2 layers", info.Architecture);
        Assert.Equal((24, 12, 24, SmallModel.Vocabulary.Size), (info.EmbedDim, info.ImageSize, info.ContextLength, info.VocabSize));
        Assert.Equal(model.Network.ToWeights().Tensors.Values.Sum(tensor => tensor.ElementCount), info.ParameterCount);
        Assert.Equal(1 / 0.07, info.LogitScale, 1e-4);
    }

    [Fact]
    public async Task Store_OneModelInEveryLayout_IsOneVersion()
    {
        List<ModelVersionId> ids = [];
        foreach (CheckpointLayout layout in Enum.GetValues<CheckpointLayout>())
            ids.Add((await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File($"{layout}"), layout: layout), cancellationToken: Token)).Id);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Store_WhatNoNetworkReads_IsNoPartOfTheVersion()
    {
        ModelVersionId plain = (await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("plain")), cancellationToken: Token)).Id;

        string huggingFace = SmallModel.Write(_bench.Folder.File("hf")), config = Path.Combine(huggingFace, "config.json");
        JsonObject changed = JsonNode.Parse(await File.ReadAllTextAsync(config, Token))!.AsObject();
        changed["logit_scale_init_value"] = 1.5;
        await File.WriteAllTextAsync(config, changed.ToJsonString(), Token);
        await File.WriteAllTextAsync(Path.Combine(huggingFace, "README.md"), "A model.", Token);
        Assert.Equal(plain, (await _bench.StoreAsync(huggingFace, cancellationToken: Token)).Id);

        string openAi = SmallModel.Write(_bench.Folder.File("openai"), layout: CheckpointLayout.OpenAi);
        using (ClipModel model = SmallModel.Build())
        {
            Dictionary<string, WeightTensor> tensors = new(model.Network.ToWeights().Tensors);
            foreach (string buffer in (string[])["input_resolution", "context_length", "vocab_size"])
                tensors[buffer] = WeightTensor.FromBytes(TensorType.I64, [], new byte[8]);
            SafetensorsWriter.Write(Path.Combine(openAi, "model.safetensors"), tensors, cancellation: Token);
        }
        Assert.Equal(plain, (await _bench.StoreAsync(openAi, cancellationToken: Token)).Id);
    }

    [Fact]
    public async Task Store_AnotherFunction_IsAnotherVersion()
    {
        PreprocessConfig grey = new() { Size = 12, Mean = [0.5f, 0.5f, 0.5f] };
        ModelVersionInfo[] versions =
        [
            await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("a")), cancellationToken: Token),
            await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("b"), seed: 8), cancellationToken: Token),
            await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("c"), preprocess: grey), cancellationToken: Token),
            await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("d"), config: SmallModel.Vit with { InitialLogitBias = -3 }, layout: CheckpointLayout.OpenClip), cancellationToken: Token),
            await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("e"), config: SmallModel.ResNet, layout: CheckpointLayout.OpenAi), cancellationToken: Token),
        ];
        Assert.Equal(versions.Length, versions.Select(version => version.Id).Distinct().Count());
        Assert.Equal("ResNet 64, width 4, stages 1-2-1-1", versions[4].Architecture);
        string fetched = await _bench.NewSilo("elsewhere").GetFolderAsync(versions[4].Id, Token);
        Assert.Equal(
            await SmallModel.VectorsAsync(_bench.Folder.File("e"), Texts, SmallModel.Picture(1)),
            await SmallModel.VectorsAsync(fetched, Texts, SmallModel.Picture(1)));
    }

    [Fact]
    public async Task Store_Digest_IsTheDocumentedOne()
    {
        ModelVersionInfo info = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("m")), cancellationToken: Token);
        string folder = await _bench.Store.GetFolderAsync(info.Id, Token);
        Assert.Equal(["merges.txt", "open_clip_config.json", "open_clip_model.safetensors", "vocab.json"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string text = "clipgrid model 1\n" + string.Concat(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)} {new FileInfo(file).Length} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}\n")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), info.Id.Digest.Value);
    }

    [Fact]
    public async Task Store_Again_ChangesNothing()
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        ModelVersionInfo first = await _bench.StoreAsync(folder, cancellationToken: Token);
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        ModelVersionInfo again = await _bench.StoreAsync(folder, cancellationToken: Token);
        Assert.Equal(first.CreatedAt, again.CreatedAt);
        ModelVersionInfo other = await _bench.StoreAsync(folder, ModelName.Parse("other"), Token);
        Assert.Equal(first.Id.Digest, other.Id.Digest);
        Assert.Equal(10, (await _bench.Blobs.NamesAsync()).Length);
    }

    [Fact]
    public async Task Store_SixteenAtOnce_AllGetTheVersion()
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        ModelVersionInfo[] versions = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _bench.StoreAsync(folder, cancellationToken: Token)));
        Assert.Single(versions.Select(version => version.Id).Distinct());
        await _bench.NewSilo("elsewhere").GetFolderAsync(versions[0].Id, Token);
    }

    [Fact]
    public async Task Store_MetricThatIsNoNumber_IsRefused()
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.Store.StoreAsync(ModelBench.Name, folder, new ModelLineage(), System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("loss", double.NaN), Token));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains("loss", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open_clip_model.safetensors")]
    [InlineData("merges.txt")]
    public async Task GetFolder_DamagedBlob_NamesTheFileAndImportingMends(string file)
    {
        string source = SmallModel.Write(_bench.Folder.File("m"));
        ModelVersionInfo info = await _bench.StoreAsync(source, cancellationToken: Token);
        await _bench.DamageAsync(info.Id, file);
        ModelStore silo = _bench.NewSilo("elsewhere");
        GridException error = await Assert.ThrowsAsync<GridException>(() => silo.GetFolderAsync(info.Id, Token));
        Assert.Equal(GridProblem.Corrupt, error.Problem);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_bench.Folder.File("elsewhere/tmp")));
        Assert.False(Directory.Exists(_bench.Folder.File($"elsewhere/{info.Id.Digest}")));
        await _bench.StoreAsync(source, cancellationToken: Token);
        Assert.True(File.Exists(Path.Combine(await silo.GetFolderAsync(info.Id, Token), file)));
    }

    [Fact]
    public async Task GetFolder_MissingBlob_IsCorruptAndNotUnknown()
    {
        ModelVersionInfo info = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("m")), cancellationToken: Token);
        await _bench.Blobs.DeleteAsync($"models/demo/{info.Id.Digest}/files/vocab.json", BlobCondition.None, Token);
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.NewSilo("elsewhere").GetFolderAsync(info.Id, Token));
        Assert.Equal(GridProblem.Corrupt, error.Problem);
        Assert.Contains("vocab.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetFolder_ManyCallers_FetchOnce()
    {
        ModelVersionInfo info = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("m")), cancellationToken: Token);
        _bench.Blobs.OpenCounts.Clear();
        ModelStore silo = _bench.NewSilo("elsewhere");
        string[] folders = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => silo.GetFolderAsync(info.Id, Token)));
        Assert.Single(folders.Distinct());
        Assert.Equal(1, _bench.Blobs.OpenCounts[$"models/demo/{info.Id.Digest}/files/open_clip_model.safetensors"]);
    }

    [Fact]
    public async Task GetFolder_LocalFolderDamaged_IsFetchedAgainByTheNextProcess()
    {
        ModelVersionInfo info = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("m")), cancellationToken: Token);
        string file = Path.Combine(await _bench.Store.GetFolderAsync(info.Id, Token), "vocab.json");
        byte[] good = await File.ReadAllBytesAsync(file, Token);
        await File.WriteAllBytesAsync(file, [.. good.Select(b => (byte)(b ^ 1))], Token);
        await _bench.NewSilo("cache").GetFolderAsync(info.Id, Token);
        Assert.Equal(good, await File.ReadAllBytesAsync(file, Token));
    }

    [Fact]
    public void Cache_LeftByACrash_IsDeletedAfterADay()
    {
        string old = Directory.CreateDirectory(_bench.Folder.File("cache/tmp/old")).FullName, young = Directory.CreateDirectory(_bench.Folder.File("cache/tmp/young")).FullName;
        Directory.SetLastWriteTimeUtc(old, _bench.Clock.GetUtcNow().UtcDateTime.AddHours(-25));
        Directory.SetLastWriteTimeUtc(young, _bench.Clock.GetUtcNow().UtcDateTime.AddHours(-23));
        _bench.NewSilo("cache");
        Assert.Equal((false, true), (Directory.Exists(old), Directory.Exists(young)));
    }

    [Theory]
    [InlineData("formatVersion", 3, GridProblem.NewerFormat)]
    [InlineData("formatVersion", 2, GridProblem.Corrupt)]
    [InlineData("formatVersion", 0, GridProblem.Corrupt)]
    [InlineData("surprise", 1, GridProblem.Corrupt)]
    [InlineData("files", null, GridProblem.Corrupt)]
    public async Task GetInfo_OtherManifest_IsRefused(string member, int? value, GridProblem problem)
    {
        ModelVersionInfo info = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("m")), cancellationToken: Token);
        string name = $"models/demo/{info.Id.Digest}/manifest.json";
        JsonObject manifest = JsonNode.Parse(await _bench.Blobs.GetAsync(name, null, Token))!.AsObject();
        manifest[member] = value;
        await _bench.Blobs.PutAsync(name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(manifest.ToJsonString()), BlobCondition.None, Token);
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.Store.GetInfoAsync(info.Id, Token));
        Assert.Equal(problem, error.Problem);
        Assert.Contains(info.Id.Short, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Version_LeavesNothing()
    {
        ModelVersionInfo info = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("m")), cancellationToken: Token);
        await _bench.Store.GetFolderAsync(info.Id, Token);
        await _bench.Store.DeleteAsync(info.Id, Token);
        await _bench.Store.DeleteAsync(info.Id, Token);
        Assert.Empty(await _bench.Blobs.NamesAsync());
        Assert.False(Directory.Exists(_bench.Folder.File($"cache/{info.Id.Digest}")));
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.Store.GetFolderAsync(info.Id, Token));
        Assert.Equal(GridProblem.NotFound, error.Problem);
    }

    [Fact]
    public async Task Store_CancelledBetweenFiles_LeavesNothing()
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        using CancellationTokenSource cancellation = new();
        _bench.Blobs.BeforePut = name => name.EndsWith(".safetensors", StringComparison.Ordinal) ? cancellation.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.StoreAsync(folder, cancellationToken: cancellation.Token));
        Assert.Empty(await _bench.Blobs.NamesAsync());
        Assert.Empty(Directory.EnumerateDirectories(_bench.Folder.File("cache/tmp")));
    }

    [Fact]
    public async Task Store_StorageFull_LeavesNothingAndSucceedsLater()
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        _bench.Blobs.BeforePut = name => name.EndsWith("manifest.json", StringComparison.Ordinal) ? throw new GridException(GridProblem.StorageFull, "Full.") : Task.CompletedTask;
        Assert.Equal(GridProblem.StorageFull, (await Assert.ThrowsAsync<GridException>(() => _bench.StoreAsync(folder, cancellationToken: Token))).Problem);
        Assert.Empty(await _bench.Blobs.NamesAsync());
        _bench.Blobs.BeforePut = _ => Task.CompletedTask;
        await _bench.StoreAsync(folder, cancellationToken: Token);
    }

    [Fact]
    public async Task Store_DeletedBetweenFilesAndManifest_SaysSoAndKeepsNoManifest()
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        _bench.Blobs.BeforePut = name => name.EndsWith("manifest.json", StringComparison.Ordinal) ? _bench.Blobs.DeleteAllAsync("models/", Token) : Task.CompletedTask;
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.StoreAsync(folder, cancellationToken: Token));
        Assert.Equal(GridProblem.Conflict, error.Problem);
        Assert.Empty(await _bench.Blobs.NamesAsync());
    }
}
