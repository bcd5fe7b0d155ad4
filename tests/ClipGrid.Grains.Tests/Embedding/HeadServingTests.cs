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
using ClipGrid.Model.Classification;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>A model with a classifier, from its import to its answers, in two silos.</summary>
public sealed class HeadServingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Classify_WithoutClasses_EqualsTheHeadBeforeAndAfterARestartAndOnceExported()
    {
        FileBlobStore blobs = new(_folder.File("blobs"));
        ClassifierHead head = SmallHead.Of(3);
        string folder = SmallHead.Write(_folder.File("model"), head);
        byte[] picture = DrawnPictures.Noise(5);
        float[] expected = head.Probabilities((await SmallModel.VectorsAsync(folder, [], picture))[0]);
        ModelVersionId model;
        await using (SearchCluster cluster = await SearchCluster.StartAsync(blobs))
        {
            model = await cluster.ImportAsync("pets", folder);
            AssertAnswer(await ClassifyAsync(cluster, "pets", picture), head, expected);
            Assert.Equal(head.Classes, (await cluster.Grains.GetGrain<IModelGrain>("pets").GetAsync(Token)).Versions[0].Classes);

            // What is exported and imported again is the same version and answers the same.
            Assert.Equal(model.Digest, (await AgainAsync(cluster, ModelLayout.HuggingFace)).Digest);
            Assert.Equal(model.Digest, (await AgainAsync(cluster, ModelLayout.OpenClip)).Digest);
            AssertAnswer(await ClassifyAsync(cluster, "again", picture), head, expected);
        }
        await using SearchCluster next = await SearchCluster.StartAsync(blobs);
        ClassifyResult after = await ClassifyAsync(next, "pets", picture);
        AssertAnswer(after, head, expected);
        Assert.Equal(model, after.Model);
    }

    [Fact]
    public async Task Classify_ModelWithoutAHead_SaysWhatToDo()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        await cluster.ImportAsync("plain", SmallModel.Write(_folder.File("model")));

        GridException error = await Assert.ThrowsAsync<GridException>(() => ClassifyAsync(cluster, "plain", DrawnPictures.Noise(5)));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains("train a version with classification", error.Message, StringComparison.Ordinal);
    }

    private static Task<ClassifyResult> ClassifyAsync(SearchCluster cluster, string model, byte[] picture) =>
        cluster.Search.ClassifyAsync(new ClassifyRequest { Model = ModelRef.Parse(model), Pictures = [new PictureInput { Bytes = picture }], Top = 10 }, Token);

    private static void AssertAnswer(ClassifyResult result, ClassifierHead head, float[] expected)
    {
        PictureClasses only = Assert.Single(result.Pictures);
        Assert.Equal(expected.Select((value, c) => (head.Classes[c], (double)value)).OrderByDescending(pair => pair.Item2), only.Classes.Select(one => (one.Class, one.Probability)));
    }

    private static async Task<ModelVersionId> AgainAsync(SearchCluster cluster, ModelLayout layout)
    {
        IModelGrain pets = cluster.Grains.GetGrain<IModelGrain>("pets"), again = cluster.Grains.GetGrain<IModelGrain>("again");
        ModelJobStatus exported = await EndAsync(pets, await pets.ExportAsync(OperationId.New(), "latest", layout, Token));
        ModelJobStatus imported = await EndAsync(again, await again.ImportAsync(
            new ImportModelRequest { Operation = OperationId.New(), Kind = SourceKind.Transfer, Location = "exported", Transfer = exported.Transfer }, Token));
        return imported.Version!.Value;
    }

    private static async Task<ModelJobStatus> EndAsync(IModelGrain model, ModelJobStatus job)
    {
        while (job.State == JobState.Running)
        {
            await Task.Yield();
            job = await model.GetJobAsync(job.Operation, Token);
        }
        Assert.True(job.State == JobState.Completed, job.Message);
        return job;
    }
}
