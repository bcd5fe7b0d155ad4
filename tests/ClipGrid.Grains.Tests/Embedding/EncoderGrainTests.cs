using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Tests.Models;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>Texts and pictures through the encoder's grain, in a cluster of two silos.</summary>
public sealed class EncoderGrainTests(ModelCluster cluster) : IClassFixture<ModelCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embed_TextsAndPictures_EqualsModelItself()
    {
        (ModelVersionId id, string folder) = await StoredAsync();
        IEncoderGrain encoder = Encoder(id);
        string[] texts = ["", "a photo of the number 3", "Ünïcode & <b>"];
        byte[] small = SmallModel.Picture(1), large = SmallModel.Picture(2, 700, 500);
        float[][] expected = await SmallModel.VectorsAsync(folder, texts, small, large);
        ImmutableArray<EmbeddingOutcome> words = await encoder.EmbedTextsAsync([.. texts], Token);
        ImmutableArray<EmbeddingOutcome> pictures = await encoder.EmbedPicturesAsync([new PictureInput { Bytes = small }, new PictureInput { Transfer = await cluster.SendAsync(large) }], Token);
        Assert.All(words.Concat(pictures).Zip(expected), pair => Close(pair.Second, pair.First));
    }

    [Fact]
    public async Task Embed_GoldenModel_EqualsTheReferencesVectors()
    {
        string folder = GoldenFolders.Copy("vit_fullvocab/openai", cluster.Folder);
        ModelVersionInfo info = await cluster.Silos[0].GetRequiredService<IModelStore>().StoreAsync(ModelName.Parse("golden"), folder, new ModelLineage(), ImmutableSortedDictionary<string, double>.Empty, Token);
        using System.Text.Json.JsonDocument models = TestKit.GoldenTensors.LoadJson("models/models.json");
        string[] texts = [.. models.RootElement.GetProperty("vit_fullvocab").GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
        float[] expected = TestKit.GoldenTensors.Load("models/vit_fullvocab/outputs.safetensors")["random.text_features_normalized"].Floats;
        ImmutableArray<EmbeddingOutcome> outcomes = await Encoder(info.Id).EmbedTextsAsync([.. texts], Token);
        foreach ((int i, EmbeddingOutcome outcome) in outcomes.Index())
        {
            // One of the texts is longer than the context: the reference cuts it, the grid refuses it.
            if (outcome.Error is null)
                Close(expected.AsSpan(i * info.EmbedDim, info.EmbedDim).ToArray(), outcome, 5e-6);
            else
                Assert.Contains("tokens", outcome.Error, StringComparison.Ordinal);
        }
        Assert.InRange(outcomes.Count(outcome => outcome.Error is null), texts.Length - 1, texts.Length);
    }

    [Fact]
    [Trait("Check", "L10")]
    public async Task EmbedTexts_ThousandInChunks_KeepTheirOrderAndOneBadFailsAlone()
    {
        (ModelVersionId id, string folder) = await StoredAsync();
        string[] texts = [.. Enumerable.Range(0, 1000).Select(i => i == 617 ? string.Concat(Enumerable.Repeat("too long ", 50)) : $"number {i} of {i * 7 % 1000}")];
        EmbeddingOutcome[] outcomes = [.. (await Task.WhenAll(texts.Chunk(256).Select(chunk => Encoder(id).EmbedTextsAsync([.. chunk], Token)))).SelectMany(chunk => chunk)];
        float[][] expected = await SmallModel.VectorsAsync(folder, [.. texts.Where((_, i) => i != 617)]);
        Assert.Equal(GridProblem.TooLarge, outcomes[617].Problem);
        Assert.Contains("24", outcomes[617].Error, StringComparison.Ordinal);
        Assert.All(outcomes.Where((_, i) => i != 617).Zip(expected), pair => Close(pair.Second, pair.First));
    }

    [Fact]
    [Trait("Check", "L10")]
    public async Task EmbedPictures_SomeBad_FailAlone()
    {
        (ModelVersionId id, string folder) = await StoredAsync();
        byte[] good = SmallModel.Picture(4);
        PictureInput[] inputs =
        [
            new() { Bytes = good },
            new() { Bytes = good.AsMemory(0, 60) },
            new() { Bytes = "no picture"u8.ToArray() },
            new() { Transfer = TransferId.New() },
            new(),
            new() { Bytes = good, Transfer = TransferId.New() },
            new() { Bytes = good, ItemKey = "a", Dataset = DatasetRef.Parse("emoji") },
            new() { ItemKey = "a" },
            new() { Bytes = good },
        ];
        ImmutableArray<EmbeddingOutcome> outcomes = await Encoder(id).EmbedPicturesAsync([.. inputs], Token);
        float[] expected = (await SmallModel.VectorsAsync(folder, [], good))[0];
        Close(expected, outcomes[0]);
        Close(expected, outcomes[^1]);
        GridProblem[] problems = [GridProblem.Invalid, GridProblem.Invalid, GridProblem.NotFound, GridProblem.Invalid, GridProblem.Invalid, GridProblem.Invalid, GridProblem.Invalid];
        Assert.Equal(problems, outcomes[1..^1].Select(outcome => outcome.Problem));
        Assert.All(outcomes[1..^1], outcome => Assert.True(outcome.Error is { Length: > 0 } && outcome.Vector.IsEmpty));
    }

    [Fact]
    public async Task EmbedPictures_ItemsOfADataSet_EqualTheirFiles()
    {
        (ModelVersionId id, string folder) = await StoredAsync();
        // The second is larger than a piece.
        byte[] small = SmallModel.Picture(5), large = SmallModel.Picture(6, 600, 400);
        string source = Directory.CreateDirectory(cluster.Folder.File("classes/noise")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(source, "small.bmp"), small, Token);
        await File.WriteAllBytesAsync(Path.Combine(source, "large.bmp"), large, Token);
        IDatasetGrain dataset = cluster.Grains.GetGrain<IDatasetGrain>("noise");
        IngestStatus ingest = await dataset.AddAsync(
            new AddItemsRequest { Operation = OperationId.New(), Source = new DatasetSource { Kind = SourceKind.Path, Location = cluster.Folder.File("classes"), Format = DatasetFormat.ClassFolders } }, Token);
        while (ingest.State == JobState.Running)
        {
            await Task.Yield();
            ingest = await dataset.GetIngestAsync(ingest.Operation, Token);
        }
        Assert.True(ingest.State == JobState.Completed, ingest.Message);
        ItemPage items = await dataset.ListItemsAsync(null, 0, 10, Token);
        string Key(byte[] file) => items.Items.Single(item => item.ByteCount == file.Length).Key;
        DatasetRef set = DatasetRef.Parse("noise@1");
        PictureInput[] inputs =
        [
            new() { Dataset = set, ItemKey = Key(large) },
            new() { Dataset = set, ItemKey = "nobody" },
            new() { Dataset = DatasetRef.Parse("nothing"), ItemKey = Key(large) },
            new() { Dataset = DatasetRef.Parse("noise"), ItemKey = Key(small) },
        ];
        ImmutableArray<EmbeddingOutcome> outcomes = await Encoder(id).EmbedPicturesAsync([.. inputs], Token);
        float[][] expected = await SmallModel.VectorsAsync(folder, [], small, large);
        Close(expected[1], outcomes[0]);
        Assert.Equal([GridProblem.NotFound, GridProblem.NotFound], outcomes[1..3].Select(outcome => outcome.Problem));
        Close(expected[0], outcomes[3]);
        PictureInputs pictures = cluster.Silos[0].GetRequiredService<PictureInputs>();
        Assert.Equal(small, await pictures.ReadAsync(new PictureInput { ItemKey = Key(small) }, set, Token));
    }

    [Fact]
    public async Task Embed_OutOfLimits_IsRefused()
    {
        (ModelVersionId id, _) = await StoredAsync();
        await RefusedAsync(GridProblem.TooLarge, () => Encoder(id).EmbedTextsAsync([.. Enumerable.Repeat("a", 257)], Token));
        await RefusedAsync(GridProblem.TooLarge, () => Encoder(id).EmbedTextsAsync([new string('a', (512 << 10) + 1)], Token));
        await RefusedAsync(GridProblem.TooLarge, () => Encoder(id).EmbedPicturesAsync([new PictureInput { Bytes = new byte[300 << 10] }, new PictureInput { Bytes = new byte[300 << 10] }], Token));
        await RefusedAsync(GridProblem.TooLarge, () => Encoder(id).EmbedPicturesAsync([.. Enumerable.Repeat(new PictureInput(), 257)], Token));
        Assert.Empty(await Encoder(id).EmbedTextsAsync([], Token));
        Assert.Equal(256, (await Encoder(id).EmbedTextsAsync([.. Enumerable.Repeat("a", 256)], Token)).Length);
    }

    [Fact]
    public async Task Embed_UnknownModel_IsNotFound()
    {
        ModelVersionId nobody = new(ModelName.Parse("nobody"), ModelDigest.Parse(new string('0', 64)));
        await RefusedAsync(GridProblem.NotFound, () => Encoder(nobody).EmbedTextsAsync(["a"], Token));
    }

    [Fact]
    public async Task Get_TwoSilos_ShareOneStoredModel()
    {
        (ModelVersionId id, _) = await StoredAsync();
        List<ReadOnlyMemory<float>> vectors = [];
        foreach (IServiceProvider silo in cluster.Silos)
        {
            using EncoderLease lease = await silo.GetRequiredService<IEncoderHost>().GetAsync(id, Token);
            vectors.Add(await lease.Encoder.EmbedTextAsync("one text", Token));
        }
        Assert.Equal(2, vectors.Count);
        Assert.Equal(vectors[0].ToArray(), vectors[1].ToArray());
        Assert.Equal(2, Directory.EnumerateDirectories(cluster.Folder.Path, "*-cache").Count(cache => Directory.Exists(Path.Combine(cache, id.Digest.Value))));
    }

    private IEncoderGrain Encoder(ModelVersionId id) => cluster.Grains.GetGrain<IEncoderGrain>(id.ToString());

    private async Task<(ModelVersionId Id, string Folder)> StoredAsync()
    {
        string folder = cluster.Folder.File("small");
        if (!Directory.Exists(folder))
            SmallModel.Write(folder);
        ModelVersionInfo info = await cluster.Silos[0].GetRequiredService<IModelStore>().StoreAsync(ModelName.Parse("small"), folder, new ModelLineage(), ImmutableSortedDictionary<string, double>.Empty, Token);
        return (info.Id, folder);
    }

    // The size of a batch shows in the last digits.
    private static void Close(float[] expected, EmbeddingOutcome actual, double tolerance = 1e-6)
    {
        Assert.Null(actual.Error);
        Assert.Equal(expected.Length, actual.Vector.Length);
        Assert.All(expected.Zip(actual.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static async Task RefusedAsync(GridProblem problem, Func<Task> work) => Assert.Equal(problem, (await Assert.ThrowsAsync<GridException>(work)).Problem);
}
