using System.Formats.Tar;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using Microsoft.Extensions.AI;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>The client against a real silo.</summary>
public sealed class ClipGridClientTests(SmallGrid grid) : IClassFixture<SmallGrid>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_FolderLargerThanAPiece_SendsItsTarInPiecesAndDeletesIt()
    {
        using TemporaryFolder folder = new();
        byte[] large = new byte[1_300_000];
        new Random(5).NextBytes(large);
        folder.Write("b/large.png", large);
        folder.Write("a.txt", [1, 2, 3]);
        folder.Write(".hidden", [1]);
        grid.Memory.LostAnswers = 1;
        List<AddProgress> heard = [];

        IngestStatus done = await grid.Client.Datasets.AddAsync(
            new AddDatasetRequest { Name = DatasetName.Parse("pieces"), Paths = [folder.Path] }, new Hearing<AddProgress>(heard.Add), Cancel);

        Assert.Equal(JobState.Completed, done.State);
        AddItemsRequest asked = grid.Memory.Ingests["pieces"];
        Assert.Equal(SourceKind.Transfer, asked.Source.Kind);
        string transfer = asked.Source.Transfer!.Value.ToString();
        Assert.False(grid.Memory.Transfers.ContainsKey(transfer));
        Assert.Equal(512 << 10, grid.Memory.LargestPiece);
        Assert.Equal(["a.txt:3", "b/large.png:1300000"], Members(grid.Memory.Completed[transfer], large));
        Assert.Contains(heard, progress => progress.Ingest is null && progress.SentByteCount > 1_300_000);
        Assert.Equal(done, heard[^1].Ingest);
    }

    [Fact]
    public async Task AddAsync_FailedIngest_SaysWhy()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.png", [1]);
        grid.Memory.IngestState = JobState.Failed;

        GridException e = await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.AddAsync(
            new AddDatasetRequest { Name = DatasetName.Parse("failing"), Paths = [folder.Path] }, cancellationToken: Cancel));

        grid.Memory.IngestState = JobState.Completed;
        Assert.Equal((GridProblem.NotFound, "captions.csv has no file column: name one file."), (e.Problem, e.Message));
    }

    [Fact, Trait("Check", "72")]
    public async Task AddAsync_Cancelled_CancelsTheIngestAndDeletesTheTransfer()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.png", [1]);
        grid.Memory.IngestState = JobState.Running;
        using CancellationTokenSource stop = new();

        Task<IngestStatus> adding = grid.Client.Datasets.AddAsync(
            new AddDatasetRequest { Name = DatasetName.Parse("stopped"), Paths = [folder.Path] },
            new Hearing<AddProgress>(progress =>
            {
                if (progress.Ingest is not null)
                    stop.Cancel();
            }),
            stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
        grid.Memory.IngestState = JobState.Completed;
        Assert.Contains("stopped", grid.Memory.Cancelled);
        Assert.False(grid.Memory.Transfers.ContainsKey(grid.Memory.Ingests["stopped"].Source.Transfer!.Value.ToString()));
    }

    [Fact]
    public async Task GetRefusedAsync_ManyPages_ReturnsAllInOrder()
    {
        List<string> where = [];
        await foreach (RefusedSample sample in grid.Client.Datasets.GetRefusedAsync(DatasetRef.Parse("refusing@1"), Cancel))
            where.Add(sample.Where);

        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"line {i}"), where);
    }

    [Fact]
    public async Task GetAsync_UnknownDataset_ThrowsTheGridsOwnSentence()
    {
        GridException e = await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.GetAsync(DatasetName.Parse("nothing"), Cancel));

        Assert.Equal(GridProblem.NotFound, e.Problem);
        Assert.Equal("There is no data set nothing: add one.", e.Message);
    }

    [Fact]
    public async Task CheckAsync_GrainThatFails_ThrowsInternal()
    {
        GridException e = await Assert.ThrowsAsync<GridException>(() => grid.Client.Cluster.CheckAsync(Cancel));

        Assert.Equal(GridProblem.Internal, e.Problem);
        Assert.Contains("The doctor is ill.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_GridWithoutThatGrain_ThrowsWrongState()
    {
        // No grain of this test grid implements sets of embeddings: so it is with a silo of another release.
        GridException e = await Assert.ThrowsAsync<GridException>(() => grid.Client.Embeddings.GetAsync(
            Embedding.EmbeddingSetId.Parse($"emoji/1/demo@{new string('a', 64)}"), Cancel));

        Assert.Equal(GridProblem.WrongState, e.Problem);
    }

    [Fact]
    public async Task WatchAsync_StreamThatBreaks_GoesOnAfterTheLastStep()
    {
        List<long> steps = [];
        await foreach (MetricPoint point in grid.Client.Sessions.WatchAsync(SessionId.Parse("s1"), 2, Cancel))
            steps.Add(point.Step);

        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], steps);
        Assert.Equal(2, grid.Memory.WatchCount);
    }

    [Fact]
    public async Task ExportAsync_FilesOfTheTransfer_LandInTheNewFolder()
    {
        using TemporaryFolder folder = new();
        byte[] weights = new byte[700_000];
        new Random(7).NextBytes(weights);
        MemoryStream tar = new();
        using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "model.safetensors") { DataStream = new MemoryStream(weights) });
        grid.Memory.Transfers["export"] = tar;

        await grid.Client.Models.ExportAsync(ModelRef.Parse("demo"), ModelLayout.OpenClip, folder.In("out"), cancellationToken: Cancel);

        Assert.Equal(weights, File.ReadAllBytes(folder.In("out/model.safetensors")));
        Assert.False(grid.Memory.Transfers.ContainsKey("export"));
        Assert.Equal(["out"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact, Trait("Check", "L10")]
    public async Task TextEmbeddings_MoreThanABatch_KeepsTheOrder()
    {
        grid.Memory.Batches.Clear();
        string[] texts = [.. Enumerable.Range(0, 600).Select(i => new string('x', i))];

        using IEmbeddingGenerator<string, Embedding<float>> generator = grid.Client.TextEmbeddings(ModelRef.Parse("demo"));
        GeneratedEmbeddings<Embedding<float>> vectors = await generator.GenerateAsync(texts, cancellationToken: Cancel);

        Assert.Equal(Enumerable.Range(0, 600).Select(i => (float)i), vectors.Select(vector => vector.Vector.Span[0]));
        Assert.Equal([256, 256, 88], grid.Memory.Batches);
        Assert.Equal(2, generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelDimensions);
    }

    [Fact]
    public async Task TextEmbeddings_OneBadText_NamesIt()
    {
        using IEmbeddingGenerator<string, Embedding<float>> generator = grid.Client.TextEmbeddings(ModelRef.Parse("demo"));

        GridException e = await Assert.ThrowsAsync<GridException>(() => generator.GenerateAsync([.. Enumerable.Repeat("good", 300), "bad"], cancellationToken: Cancel));

        Assert.Equal("Text 300 (counted from 0) cannot be embedded: It is bad.", e.Message);
    }

    [Fact]
    public async Task PictureEmbeddings_LargePicture_GoesThroughATransfer()
    {
        using IEmbeddingGenerator<DataContent, Embedding<float>> generator = grid.Client.PictureEmbeddings(ModelRef.Parse("demo"));

        GeneratedEmbeddings<Embedding<float>> vectors = await generator.GenerateAsync(
            [new DataContent(new byte[100], "image/png"), new DataContent(new byte[600_000], "image/jpeg")], cancellationToken: Cancel);

        Assert.Equal([100f, 0], vectors[0].Vector.ToArray());
        Assert.Equal([0f, 600_000], vectors[1].Vector.ToArray());
        Assert.DoesNotContain(grid.Memory.Transfers, transfer => transfer.Value.Length == 600_000);
    }

    [Fact]
    public async Task PictureEmbeddings_NoPicture_IsRefused()
    {
        using IEmbeddingGenerator<DataContent, Embedding<float>> generator = grid.Client.PictureEmbeddings(ModelRef.Parse("demo"));

        GridException e = await Assert.ThrowsAsync<GridException>(() => generator.GenerateAsync([new DataContent(new byte[1], "text/plain")], cancellationToken: Cancel));

        Assert.StartsWith("Picture 0 (counted from 0) is \"text/plain\"", e.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "74")]
    public async Task ConnectAsync_GridOfAnotherRelease_IsRefused()
    {
        grid.Memory.Release = "0.2.0";

        GridException e = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(grid.Options, Cancel));

        grid.Memory.Release = "0.1.0";
        Assert.Equal(GridProblem.WrongState, e.Problem);
        Assert.Contains("0.2.0", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constructor_GrainFactoryOfTheSiloItself_NeedsNoConnection()
    {
        await using ClipGridClient client = new(grid.Grains);

        Assert.Equal("0.1.0", await client.Cluster.GetVersionAsync(Cancel));
    }

    private static IEnumerable<string> Members(byte[] tar, byte[] large)
    {
        using TarReader reader = new(new MemoryStream(tar));
        while (reader.GetNextEntry() is { } member)
        {
            using MemoryStream content = new();
            member.DataStream!.CopyTo(content);
            Assert.True(content.Length == 3 || content.ToArray().AsSpan().SequenceEqual(large));
            yield return $"{member.Name}:{member.Length}";
        }
    }
}
