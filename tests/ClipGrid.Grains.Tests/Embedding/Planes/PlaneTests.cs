using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding.Planes;

/// <summary>The plane of a data set through the client, on two silos.</summary>
public sealed class PlaneTests : IDisposable
{
    private static readonly DatasetRef Emoji = DatasetRef.Parse("emoji");
    private static readonly ModelRef Demo = ModelRef.Parse("demo");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ProjectAsync_OfADataSet_IsThePlaneOfItsPictures()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        await using ClipGridClient client = new(cluster.Grains);
        using PictureFolder pictures = PictureFolder.Of(11);
        string folder = SmallModel.Write(_folder.File("model"));
        ModelVersionId model = await cluster.ImportAsync("demo", folder);
        await cluster.AddAsync("emoji", pictures.Path);
        GridException early = await Assert.ThrowsAsync<GridException>(() => client.Embeddings.ProjectAsync(Emoji, Demo, cancellationToken: Token));
        Assert.Equal(GridProblem.WrongModel, early.Problem);
        Assert.Contains($"clipgrid embed emoji@1 --model {model.Short}", early.Message, StringComparison.Ordinal);

        await cluster.EmbedAsync("emoji", 1, model);
        EmbeddingPlane plane = await client.Embeddings.ProjectAsync(Emoji, Demo, cancellationToken: Token);
        Assert.Equal(("emoji@1", model, 11, 11L), (plane.Dataset.ToString(), plane.Model, plane.SampledCount, plane.TotalCount));
        Assert.Equal(Enumerable.Range(0, 11).Select(i => ($"item {i}", $"class {i % 3}", $"caption {i}")), plane.Points.Select(point => (point.Key, point.Label!, point.Caption!)));
        float[][] vectors = await SmallModel.VectorsAsync(folder, [], [.. Enumerable.Range(0, 11).Select(i => DrawnPictures.Noise(i))]);
        PlainAnalysis plain = new([.. vectors.SelectMany(vector => vector)], vectors[0].Length);
        for (int axis = 0; axis < 2; axis++)
        {
            Assert.Equal(plain.Shares[axis], plane.ExplainedVariance[axis], 1e-3);
            double[] places = [.. plane.Points.Select(point => (double)(axis == 0 ? point.X : point.Y))], expected = plain.Places(axis);
            double sign = places.Zip(expected, (a, b) => a * b).Sum() < 0 ? -1 : 1;
            Assert.All(places.Zip(expected), pair => Assert.Equal(pair.Second, sign * pair.First, 2e-3));
        }
        Assert.Equal(plane.Points, (await client.Embeddings.ProjectAsync(Emoji, Demo, cancellationToken: Token)).Points);

        EmbeddingPlane few = await client.Embeddings.ProjectAsync(Emoji, Demo, 4, Token);
        Assert.Equal(["item 0", "item 2", "item 5", "item 8"], few.Points.Select(point => point.Key));
        Assert.Equal((4, 11L), (few.SampledCount, few.TotalCount));

        await client.Datasets.DeleteItemsAsync(Emoji.Name, new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["item 2", "item 9"] }, Token);
        EmbeddingPlane left = await client.Embeddings.ProjectAsync(Emoji, Demo, cancellationToken: Token);
        Assert.Equal((9, 9L), (left.SampledCount, left.TotalCount));
        Assert.DoesNotContain(left.Points, point => point.Key is "item 2" or "item 9");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public async Task ProjectAsync_OfAsManyAsNobodyCanShow_IsRefused(int most)
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        EmbeddingSetId set = new(Emoji.Name, 1, new ModelVersionId(Demo.Name, ModelDigest.Parse(new string('a', 64))));
        GridException error = await Assert.ThrowsAsync<GridException>(() => cluster.Grains.GetGrain<IEmbeddingPlaneGrain>(set.ToString()).GetAsync(most, 0, Token));
        Assert.Equal(GridProblem.Invalid, error.Problem);
    }
}
