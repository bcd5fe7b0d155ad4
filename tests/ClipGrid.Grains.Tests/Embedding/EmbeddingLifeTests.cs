using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Evaluation;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>From pictures and a model to hits, on two silos over a folder.</summary>
public sealed class EmbeddingLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DataSet_FromPicturesToHits_IsEmbeddedOnceAndFoundExactly()
    {
        FileBlobStore blobs = new(_folder.File("blobs"));
        using PictureFolder pictures = PictureFolder.Of(10);
        string folder = SmallModel.Write(_folder.File("model"));
        SearchRequest request;
        SearchResult found;
        ModelVersionId model;
        await using (SearchCluster cluster = await SearchCluster.StartAsync(blobs))
        {
            model = await cluster.ImportAsync("demo", folder);
            await cluster.AddAsync("emoji", pictures.Path);
            request = Request("emoji", "demo", new SearchTerm { Picture = new PictureInput { ItemKey = "item 3" } });
            await Throws(GridProblem.WrongModel, $"clipgrid embed emoji@1 --model {model.Short}", () => cluster.Search.SearchAsync(request, Token));

            EmbeddingStatus embedded = await cluster.EmbedAsync("emoji", 1, model);
            Assert.Equal((JobState.Completed, 10L, 10L, 10L, 3, 3, null), (embedded.State, embedded.DoneCount, embedded.TotalCount, embedded.EmbeddedCount, embedded.DonePartitionCount, embedded.PartitionCount, embedded.Message));
            CatalogPage sets = await cluster.Grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Embeddings)).ListAsync("emoji/", 0, 10, Token);
            Assert.Equal([$"emoji/1/{model}"], sets.Ids);
            EmbeddingStatus again = await cluster.EmbedAsync("emoji", 1, model);
            Assert.Equal((JobState.Completed, 0L), (again.State, again.EmbeddedCount));

            found = await cluster.Search.SearchAsync(request, Token);
            Assert.Equal(("emoji@1", model, 10L, false), (found.Dataset.ToString(), found.Model, found.ComparedCount, found.IsPartial));
            Assert.Equal("item 3", found.Hits[0].Item.Key);
            Assert.Equal(1, found.Hits[0].Score, 1e-4);
            await AssertHitsAsync(cluster, folder);
            await AssertClassesAsync(cluster, folder);
        }
        // A restart: what was stored is searched.
        await using SearchCluster next = await SearchCluster.StartAsync(blobs);
        SearchResult after = await next.Search.SearchAsync(request, Token);
        Assert.Equal(found.Hits.Select(hit => (hit.Item.Key, hit.Score)), after.Hits.Select(hit => (hit.Item.Key, hit.Score)));
        await AssertDeletedAsync(next);
        await AssertNextVersionAsync(next, model);
        await AssertOtherModelAsync(next, model);
    }

    private static SearchRequest Request(string dataset, string model, SearchTerm term) => new() { Dataset = DatasetRef.Parse(dataset), Model = ModelRef.Parse(model), Terms = [term], Top = 10 };

    private static async Task AssertHitsAsync(SearchCluster cluster, string folder)
    {
        float[][] vectors = await SmallModel.VectorsAsync(folder, ["a photo of the number 3", .. Enumerable.Range(0, 10).Select(index => $"caption {index}")], [.. Enumerable.Range(0, 10).Select(index => DrawnPictures.Noise(index))]);
        foreach ((SearchTarget target, int first) in new[] { (SearchTarget.Captions, 1), (SearchTarget.Pictures, 11) })
        {
            SearchResult result = await cluster.Search.SearchAsync(Request("emoji", "demo", new SearchTerm { Text = "a photo of the number 3" }) with { Target = target }, Token);
            Assert.Equal(10, result.Hits.Length);
            Assert.All(result.Hits, hit => Assert.Equal(Similarity.Dot(vectors[0], vectors[first + int.Parse(hit.Item.Key[5..], null)]), hit.Score, 1e-4));
            Assert.Equal(result.Hits.Select(hit => hit.Score).OrderDescending(), result.Hits.Select(hit => hit.Score));
        }
        SearchResult filtered = await cluster.Search.SearchAsync(Request("emoji", "demo", new SearchTerm { Text = "number" }) with { Filter = new EqualsFilter("label", new MetadataValue("class 1")) }, Token);
        Assert.Equal(["item 1", "item 4", "item 7"], filtered.Hits.Select(hit => hit.Item.Key).Order(StringComparer.Ordinal));
    }

    private static async Task AssertClassesAsync(SearchCluster cluster, string folder)
    {
        byte[] picture = DrawnPictures.Noise(77);
        ClassifyResult result = await cluster.Search.ClassifyAsync(
            new ClassifyRequest { Model = ModelRef.Parse("demo"), Pictures = [new PictureInput { Bytes = picture }], Classes = ["one", "two", "three"], Templates = ["a photo of {}"], Top = 3 },
            Token);
        float[][] vectors = await SmallModel.VectorsAsync(folder, ["a photo of one", "a photo of two", "a photo of three"], picture);
        ModelVersionInfo model = await cluster.Grains.GetGrain<IModelGrain>("demo").ResolveAsync(null, Token);
        ZeroShotClassifier classifier = ZeroShotClassifier.Build(new ZeroShotPrompts(["one", "two", "three"], ["a photo of {}"]), EmbeddingMatrix.FromRows([.. vectors[..3].Select(vector => (ReadOnlyMemory<float>)vector)]), model.LogitScale);
        float[] expected = classifier.Probabilities(EmbeddingMatrix.FromRows([vectors[3]]));
        foreach (ClassProbability found in result.Pictures[0].Classes)
            Assert.Equal(expected[classifier.ClassNames.IndexOf(found.Class)], found.Probability, 1e-4);
    }

    private static async Task AssertDeletedAsync(SearchCluster cluster)
    {
        await cluster.Grains.GetGrain<IDatasetGrain>("emoji").DeleteItemsAsync(new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["item 3"] }, Token);
        SearchResult result = await cluster.Search.SearchAsync(Request("emoji", "demo", new SearchTerm { Text = "number" }), Token);
        Assert.DoesNotContain("item 3", result.Hits.Select(hit => hit.Item.Key));
        Assert.Equal((9, 9L), (result.Hits.Length, result.ComparedCount));
    }

    private static async Task AssertNextVersionAsync(SearchCluster cluster, ModelVersionId model)
    {
        using PictureFolder more = new();
        more.Add("item 20", 20, "\"caption\":\"caption 20\"");
        more.Add("item 21", 21, "\"caption\":\"caption 21\"");
        await cluster.AddAsync("emoji", more.Path);
        SearchRequest request = Request("emoji", "demo", new SearchTerm { Text = "number" }) with { Top = 20 };
        SearchResult partial = await cluster.Search.SearchAsync(request, Token);
        Assert.Contains($"clipgrid embed emoji --model {model.Short}", Assert.Single(partial.Missing).Reason, StringComparison.Ordinal);
        EmbeddingStatus embedded = await cluster.EmbedAsync("emoji", 2, model);
        Assert.Equal((JobState.Completed, 2L, 12L), (embedded.State, embedded.EmbeddedCount, embedded.DoneCount));
        Assert.Equal(11, (await cluster.Search.SearchAsync(request, Token)).Hits.Length);
        Assert.Equal(9, (await cluster.Search.SearchAsync(request with { Dataset = DatasetRef.Parse("emoji@1") }, Token)).Hits.Length);
    }

    private async Task AssertOtherModelAsync(SearchCluster cluster, ModelVersionId model)
    {
        ModelVersionId other = await cluster.ImportAsync("other", SmallModel.Write(_folder.File("other"), seed: 8));
        SearchRequest request = Request("emoji", "other", new SearchTerm { Text = "number" });
        GridException error = await Throws(GridProblem.WrongModel, $"clipgrid embed emoji@2 --model {other.Short}", () => cluster.Search.SearchAsync(request, Token));
        Assert.Contains(model.Digest.Short, error.Message, StringComparison.Ordinal);
        Assert.Equal(12, (await cluster.EmbedAsync("emoji", 2, other)).EmbeddedCount);
        Assert.Equal(other, (await cluster.Search.SearchAsync(request, Token)).Model);
        Assert.Equal(model, (await cluster.Search.SearchAsync(request with { Model = ModelRef.Parse("demo") }, Token)).Model);
    }

    private static async Task<GridException> Throws(GridProblem problem, string remedy, Func<Task> act)
    {
        GridException error = await Assert.ThrowsAsync<GridException>(act);
        Assert.Equal(problem, error.Problem);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        return error;
    }
}
