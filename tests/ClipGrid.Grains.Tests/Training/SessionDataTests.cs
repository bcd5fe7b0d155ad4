using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

public sealed class SessionDataTests : IDisposable
{
    private readonly SessionWorld _world = new();
    private readonly SessionId _id = SessionId.Parse("one");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(1)]
    public async Task Load_FromMemoryOrShards_EqualsPairsInMemory(long pictureMemory)
    {
        await _world.Dataset.WriteShardsAsync(_world.Blobs);
        SessionItems items = await ItemsAsync(TestSessions.Specification);
        using SessionPictures pictures = await SessionPictures.FetchAsync(items, _world.Surroundings(pictureMemory: pictureMemory), _world.File("shards"), Cancellation);
        Assert.Equal(pictureMemory == 1, pictures is ShardPictures);
        TrainingPair[] pairs = [.. TestSessions.Pairs(_world.Dataset)];
        Tokenizer tokenizer = new(VocabularyTrainer.Train(pairs.SelectMany(pair => pair.Captions), new VocabularyTrainingOptions { Size = 600 }, cancellationToken: Cancellation));
        PreprocessConfig preprocess = new() { Size = 16 };
        PictureCaptionData expected = new(pairs, tokenizer, preprocess, TrainingMapping.Augmentation(TestSessions.Specification), 3);
        PictureCaptionData actual = new(items.Texts, pictures, tokenizer, preprocess, TrainingMapping.Augmentation(TestSessions.Specification), 3);
        Assert.Equal(expected.Count, actual.Count);
        int[] rows = [.. Enumerable.Range(0, TestDataset.ItemCount)];
        foreach (long epoch in new[] { 0L, 1L, 7L })
        {
            TrainingBatch one = expected.Load(rows, epoch), other = actual.Load(rows, epoch);
            Assert.Equal(one.Pixels.ToArray(), other.Pixels.ToArray());
            Assert.Equal(one.Tokens.ToArray(), other.Tokens.ToArray());
        }
    }

    [Fact]
    public async Task FetchAsync_ChangedShard_IsCorrupt()
    {
        await _world.Dataset.WriteShardsAsync(_world.Blobs);
        SessionItems items = await ItemsAsync(TestSessions.Specification);
        await _world.Blobs.PutAsync(GridPaths.Shard(items.Plan.Partitions[1].Id), new byte[] { 1 }, BlobCondition.None, Cancellation);
        GridException error = await Assert.ThrowsAsync<GridException>(() => SessionPictures.FetchAsync(items, _world.Surroundings(pictureMemory: 1), _world.File("shards"), Cancellation));
        Assert.Equal(GridProblem.Corrupt, error.Problem);
        Assert.Contains("shapes/1/1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_Filter_KeepsWhatFitsAndRemembersIt()
    {
        SessionSpecification specification = TestSessions.Specification with { Filter = new EqualsFilter("label", new MetadataValue("red")), BatchSize = 2 };
        SessionItems items = await ItemsAsync(specification);
        Assert.Equal(_world.Dataset.Items.Where(item => item.Info.Label == "red").Select(item => item.Info.Key), items.Keys);
        _world.Neighbours.Deleted.Add(items.Keys[0]);
        Assert.Equal(items.Keys, (await ItemsAsync(specification)).Keys);
    }

    [Fact]
    public async Task GetAsync_DeletedItems_AreLeftOut()
    {
        _world.Neighbours.Deleted.UnionWith(["item-00", "item-24", "item-39"]);
        SessionItems items = await ItemsAsync(TestSessions.Specification);
        Assert.Equal(_world.Dataset.Items.Select(item => item.Info.Key).Except(_world.Neighbours.Deleted), items.Keys);
        Assert.Equal([new RowRange(1, 23)], items.Plan.Partitions[0].Rows);
    }

    [Fact]
    public async Task GetAsync_TooFewItems_IsInvalid()
    {
        SessionSpecification specification = TestSessions.Specification with { Filter = new EqualsFilter("label", new MetadataValue("pink")) };
        GridException error = await Assert.ThrowsAsync<GridException>(() => ItemsAsync(specification));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains("the filter leaves of shapes 0 items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_SparesSameLabel_GroupsByLabel()
    {
        SessionItems items = await ItemsAsync(TestSessions.Specification with { SparesSameLabel = true });
        Assert.Equal(_world.Dataset.Items.Select(item => item.Info.Label is null), items.Texts.Select(text => text.Group is null));
        Assert.Single(_world.Dataset.Items.Index().Where(item => item.Item.Info.Label == "red").Select(item => items.Texts[item.Index].Group).Distinct());
        Assert.Equal(4, items.Texts.Select(text => text.Group).OfType<long>().Distinct().Count());
    }

    private async Task<SessionItems> ItemsAsync(SessionSpecification specification)
    {
        SessionPlan plan = await new SessionPlanner(_id, specification, _world.Surroundings()).GetAsync(Cancellation);
        return await SessionItems.LoadAsync(plan, specification, _world.Dataset, Cancellation);
    }
}
