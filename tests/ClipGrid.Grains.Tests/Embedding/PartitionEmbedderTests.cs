using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

public sealed class PartitionEmbedderTests : IDisposable
{
    private const int Batch = 256;
    private readonly TemporaryFolder _folder = new();
    private readonly FileBlobStore _blobs;

    public PartitionEmbedderTests() => _blobs = new FileBlobStore(_folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_APartition_StoresTheVectorsOfAllItsItems()
    {
        PartitionItems items = EmbeddingBench.Make(300);
        await using EmbeddingBench bench = new(_blobs, items);
        PartitionEmbedding status = await bench.EmbedAsync(Token);
        Assert.Equal((JobState.Completed, 300, 300, null), (status.State, status.DoneCount, status.TotalCount, status.Message));
        Assert.Equal(300, bench.Backend.PictureCount);
        await AssertWholeAsync(bench);
        // All is there: nothing is computed again.
        await bench.EmbedAsync(Token);
        Assert.Equal(300, bench.Backend.PictureCount);
    }

    [Fact, Trait("Check", "F28")]
    public async Task Start_AfterKillsAtAnyChunk_EmbedsAtMostABatchAgainForEach()
    {
        PartitionItems items = EmbeddingBench.Make(1000);
        int computed = 0, kills = 0;
        foreach (int puts in new[] { 0, 2, 0, 1, 3, 1, 0 })
        {
            await using EmbeddingBench killed = new(new FailingBlobStore(_blobs, puts), items);
            PartitionEmbedding status = await killed.EmbedAsync(Token);
            Assert.Equal(JobState.Failed, status.State);
            Assert.Contains("The process ends here.", status.Message, StringComparison.Ordinal);
            computed += killed.Backend.PictureCount;
            kills++;
        }
        await using EmbeddingBench last = new(_blobs, items);
        PartitionEmbedding before = await last.Embeddings.GetAsync(Token);
        Assert.Null(before.State);
        Assert.Equal(7 * VectorChunk.ItemCount, before.DoneCount);
        GridException partly = await Assert.ThrowsAsync<GridException>(() => last.Embeddings.IndexAsync(Token));
        Assert.Equal(GridProblem.WrongModel, partly.Problem);
        Assert.Contains("896 of 1,000", partly.Message, StringComparison.Ordinal);
        Assert.Contains("clipgrid embed set --model", partly.Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Completed, (await last.EmbedAsync(Token)).State);
        computed += last.Backend.PictureCount;
        Assert.InRange(computed, 1000, 1000 + (kills * Batch));
        await AssertWholeAsync(last);
        Assert.NotNull(await last.Embeddings.IndexAsync(Token));
    }

    [Fact, Trait("Check", "F6")]
    public async Task LoadAsync_AChunkWithAFlippedByte_IsNamedAndMadeAnew()
    {
        PartitionItems items = EmbeddingBench.Make(400);
        await using (EmbeddingBench bench = new(_blobs, items))
            await bench.EmbedAsync(Token);
        await using EmbeddingBench next = new(_blobs, items);
        string name = VectorChunk.NameOf(next.Set, 128);
        byte[] bytes = await _blobs.GetAsync(name, null, Token);
        bytes[^5] ^= 1;
        await _blobs.PutAsync(name, bytes, BlobCondition.None, Token);
        GridException error = await Assert.ThrowsAsync<GridException>(() => next.Embeddings.IndexAsync(Token));
        Assert.Equal(GridProblem.Corrupt, error.Problem);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);

        Assert.Equal(JobState.Completed, (await next.EmbedAsync(Token)).State);
        Assert.Equal(VectorChunk.ItemCount, next.Backend.PictureCount);
        await AssertWholeAsync(next);
        Assert.NotNull(await next.Embeddings.IndexAsync(Token));
    }

    [Fact]
    public async Task Start_LongCaptionsAndABrokenPicture_AreCountedAndTheRestIsEmbedded()
    {
        PartitionItems items = EmbeddingBench.Make(
            10,
            row => row == 4 ? StubBackend.BrokenPicture : $"picture {row}",
            row => row == 2 ? ["a caption that is far too long for it", "short"] : ["short"]);
        await using EmbeddingBench bench = new(_blobs, items);
        PartitionEmbedding status = await bench.EmbedAsync(Token);
        Assert.Equal(JobState.Completed, status.State);
        Assert.Equal("1 of 11 captions were longer than the model's context and were cut. 1 pictures or captions could not be embedded and are not found.", status.Message);
        PartitionVectors vectors = (await bench.Vectors.LoadAsync(items, EmbeddingBench.Model.Digest, Token))!;
        Assert.Equal(new float[8], vectors.Picture(4).ToArray());
        // A text that many items have is embedded once.
        Assert.Equal(2, bench.Backend.Texts.Count);
    }

    [Fact, Trait("Check", "F26")]
    public async Task Start_NoMemoryForAPicture_StoresNoZerosForItAndEmbedsItLater()
    {
        PartitionItems items = EmbeddingBench.Make(10, row => row == 4 ? StubBackend.LargePicture : $"picture {row}");
        await using EmbeddingBench bench = new(_blobs, items);
        bench.Backend.LacksMemory = true;
        PartitionEmbedding status = await bench.EmbedAsync(Token);
        Assert.Equal(JobState.Failed, status.State);
        Assert.Contains("no memory", status.Message, StringComparison.Ordinal);
        bench.Backend.LacksMemory = false;
        Assert.Equal(JobState.Completed, (await bench.EmbedAsync(Token)).State);
        Assert.NotEqual(new float[8], (await bench.Vectors.LoadAsync(items, EmbeddingBench.Model.Digest, Token))!.Picture(4).ToArray());
    }

    [Fact]
    public async Task Start_AModelWithoutNumbers_FailsAndSaysSo()
    {
        await using EmbeddingBench bench = new(_blobs, EmbeddingBench.Make(10));
        bench.Backend.IsSick = true;
        PartitionEmbedding status = await bench.EmbedAsync(Token);
        Assert.Equal(JobState.Failed, status.State);
        Assert.Contains("NaN", status.Message, StringComparison.Ordinal);
        bench.Backend.IsSick = false;
        Assert.Equal(JobState.Completed, (await bench.EmbedAsync(Token)).State);
    }

    [Fact]
    public async Task LoadAsync_VectorsOfOtherItems_AreNotTaken()
    {
        await using (EmbeddingBench bench = new(_blobs, EmbeddingBench.Make(150)))
            await bench.EmbedAsync(Token);
        // The data set was deleted and made anew under its name.
        PartitionItems others = EmbeddingBench.Make(150, captions: _ => ["another"]);
        await using EmbeddingBench next = new(_blobs, others);
        Assert.Null(await next.Vectors.LoadAsync(others, EmbeddingBench.Model.Digest, Token));
        await next.EmbedAsync(Token);
        Assert.Equal(150, next.Backend.PictureCount);
        await AssertWholeAsync(next);
    }

    [Fact]
    public async Task IndexAsync_EmbeddedUnderAnotherModel_SaysUnderWhich()
    {
        PartitionItems items = EmbeddingBench.Make(3);
        await using EmbeddingBench bench = new(_blobs, items);
        await bench.EmbedAsync(Token);
        PartitionEmbeddings other = new(new VectorSetId(items.Id, ModelDigest.Parse(new string('c', 64))), bench.Vectors, bench.Embedder, () => Task.FromResult(items));
        GridException error = await Assert.ThrowsAsync<GridException>(() => other.IndexAsync(Token));
        Assert.Equal(GridProblem.WrongModel, error.Problem);
        Assert.Contains("embedded under bbbbbbbbbbbb and not under the model cccccccccccc", error.Message, StringComparison.Ordinal);
        Assert.Contains("clipgrid embed set --model NAME@cccccccccccc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindManifestAsync_OfANewerRelease_SaysSo()
    {
        await using EmbeddingBench bench = new(_blobs, EmbeddingBench.Make(3));
        await _blobs.PutAsync(bench.Set.Prefix + "manifest.json", "{\"formatVersion\":2,\"what\":1}"u8.ToArray(), BlobCondition.None, Token);
        GridException error = await Assert.ThrowsAsync<GridException>(() => bench.Vectors.FindManifestAsync(bench.Set, Token));
        Assert.Equal(GridProblem.NewerFormat, error.Problem);
    }

    [Fact]
    public async Task StopAsync_ARunningJob_KeepsWhatIsStored()
    {
        PartitionItems items = EmbeddingBench.Make(2000);
        await using EmbeddingBench bench = new(_blobs, items);
        await bench.Embeddings.StartAsync(EmbeddingBench.Model, Token);
        await bench.Embeddings.StopAsync();
        PartitionEmbedding stopped = await bench.Embeddings.GetAsync(Token);
        Assert.True(stopped.State is JobState.Cancelled or JobState.Completed);
        Assert.Equal(JobState.Completed, (await bench.EmbedAsync(Token)).State);
        await AssertWholeAsync(bench);
    }

    private static async Task AssertWholeAsync(EmbeddingBench bench)
    {
        PartitionVectors vectors = (await bench.Vectors.LoadAsync(bench.Items, EmbeddingBench.Model.Digest, Token))!;
        Assert.Equal(bench.Items.Items.SelectMany(item => StubBackend.VectorOf(item.Info.Label!)), vectors.Pictures.ToArray());
        Assert.Equal(bench.Items.Items.SelectMany(item => item.Info.Captions).SelectMany(StubBackend.VectorOf), vectors.Captions.ToArray());
    }
}
