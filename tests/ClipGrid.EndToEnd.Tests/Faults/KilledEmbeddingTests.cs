using System.Diagnostics;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>An embedding job whose silo is killed again and again.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledEmbeddingTests(ITestOutputHelper output)
{
    private static readonly string[] Queries = ["cat", "a red heart", "flag", "smiling face", "train", "hand with a pen", "flower", "clock", "house", "fish"];
    private static readonly DatasetName Emoji = DatasetName.Parse("emoji");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F28")]
    public async Task Embedding_SiloKilledAtRandomMoments_KeepsWhatIsDurableAndFindsTheSame()
    {
        RandomMoments moments = new(output);
        using TemporaryFolder source = new(), whole = new(), broken = new();
        FallingGrid.CopyShards("train", source.FullName);
        ModelVersionId model;
        await using (FallingGrid grid = await FallingGrid.StartAsync(whole.FullName))
            model = await PrepareAsync(grid, source.FullName);
        using (Process copy = Process.Start("cp", ["-a", $"{whole.FullName}/.", broken.FullName]))
            await copy.WaitForExitAsync(Cancel);
        List<Dictionary<string, float>> expected;
        await using (FallingGrid grid = await FallingGrid.StartAsync(whole.FullName))
        {
            await grid.Client.Embeddings.EmbedAsync(new DatasetRef(Emoji), new ModelRef(model.Name), cancellationToken: Cancel);
            expected = await SearchAsync(grid, model);
        }

        await using FallingGrid falling = await FallingGrid.StartAsync(broken.FullName);
        EmbeddingSetId set = await falling.Client.Embeddings.ResolveAsync(new DatasetRef(Emoji), new ModelRef(model.Name), Cancel);
        await falling.Client.Embeddings.StartAsync(new DatasetRef(Emoji), new ModelRef(model.Name), Cancel);
        int kills = 0;
        foreach (int done in moments.Below(1500))
        {
            if ((await WaitAsync(falling, set, done)).State != JobState.Running)
                break;
            await moments.WaitAsync(Cancel);
            await falling.FallAsync();
            kills++;
        }
        output.WriteLine($"{kills} kills hit the job");
        Assert.NotEqual(0, kills);
        Dictionary<string, DateTime> durable = Chunks(broken);
        EmbeddingStatus ended = await WaitAsync(falling, set, int.MaxValue);
        Assert.Equal((JobState.Completed, 1935L, 1935L), (ended.State, ended.DoneCount, ended.EmbeddedCount));
        // What was durable was not computed again.
        Dictionary<string, DateTime> chunks = Chunks(broken);
        Assert.All(durable, chunk => Assert.Equal(chunk.Value, chunks[chunk.Key]));

        List<Dictionary<string, float>> found = await SearchAsync(falling, model);
        foreach ((Dictionary<string, float> one, Dictionary<string, float> other) in expected.Zip(found))
        {
            Assert.Equal(one.Values.Order(), other.Values.Order(), (a, b) => Math.Abs(a - b) < 1e-4);
            // In the last place of the list two of nearly one score may change places.
            Assert.InRange(one.Keys.Intersect(other.Keys).Count(), one.Count - 2, one.Count);
            Assert.All(one.Keys.Intersect(other.Keys), key => Assert.Equal(one[key], other[key], 1e-4f));
        }
    }

    private static async Task<ModelVersionId> PrepareAsync(FallingGrid grid, string source)
    {
        AddItemsRequest request = new()
        {
            Operation = OperationId.New(),
            Source = new DatasetSource { Kind = SourceKind.Path, Location = source },
            Options = new IngestOptions { MaxPartitionItems = 256 },
        };
        await grid.Client.Datasets.StartAddAsync(Emoji, request, Cancel);
        Assert.Equal(JobState.Completed, (await grid.EndAsync(Emoji, request)).State);
        return await grid.Client.TrainAsync(SmallRecipe.Specification(new DatasetRef(Emoji), ModelName.Parse("emoji"), stepCount: 4));
    }

    private static async Task<EmbeddingStatus> WaitAsync(FallingGrid grid, EmbeddingSetId set, int done)
    {
        while (true)
        {
            EmbeddingStatus status = await grid.Client.Embeddings.GetAsync(set, Cancel);
            if (status.State != JobState.Running || status.DoneCount > done)
                return status;
            await Task.Delay(2, Cancel);
        }
    }

    private static async Task<List<Dictionary<string, float>>> SearchAsync(FallingGrid grid, ModelVersionId model)
    {
        List<Dictionary<string, float>> results = [];
        foreach (string query in Queries)
        {
            SearchResult result = await grid.Client.FindAsync("emoji", model, query, top: 100);
            Assert.Equal((false, 1935L), (result.IsPartial, result.ComparedCount));
            results.Add(result.Hits.ToDictionary(hit => hit.Item.Key, hit => (float)hit.Score));
        }
        return results;
    }

    private static Dictionary<string, DateTime> Chunks(TemporaryFolder folder) =>
        Directory.Exists(folder.Combine("blobs/embeddings"))
            ? Directory.GetFiles(folder.Combine("blobs/embeddings"), "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith("manifest.json", StringComparison.Ordinal))
                .ToDictionary(file => file, File.GetLastWriteTimeUtc)
            : [];
}
