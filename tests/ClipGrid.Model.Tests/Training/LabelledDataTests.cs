using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tests.Embedding;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class LabelledDataTests : IDisposable
{
    private readonly ClipModel _model = TinyModel.Build();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Load_SameItemsAndEpoch_ShowsThePicturesThatCaptionsHave()
    {
        int[] items = [7, 3, 7, 29];
        TrainingBatch labelled = TinyData.LabelsOf(_model).Load(items, 2), again = TinyData.LabelsOf(_model).Load(items, 2);
        Assert.Equal(TinyData.Of(_model).Load(items, 2).Pixels.ToArray(), labelled.Pixels.ToArray());
        Assert.Equal(labelled.Pixels.ToArray(), again.Pixels.ToArray());
        Assert.Equal([1L, 0, 1, 2], labelled.Labels!.Value.ToArray());
        Assert.True(labelled.Tokens.IsEmpty);
        Assert.NotEqual(labelled.Pixels.ToArray(), TinyData.LabelsOf(_model).Load(items, 3).Pixels.ToArray());
        Assert.NotEqual(labelled.Pixels.ToArray(), TinyData.LabelsOf(_model, seed: 4).Load(items, 2).Pixels.ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Data_LabelThatIsNoClass_IsRefusedByItsItem(int wrong)
    {
        string expected = $" has label {wrong}, and the classes are numbered 0 to 2";
        Assert.StartsWith($"shoe 1{expected}", Assert.Throws<ArgumentException>(() => Pictures([2, wrong])).Message, StringComparison.Ordinal);
        Assert.StartsWith($"Item 1{expected}", Assert.Throws<ArgumentException>(() => Rows([1, 0, 0, 1], [2, wrong])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_BadPicture_IsNamedByItsItem() =>
        Assert.StartsWith("shoe 1: ", Assert.Throws<PictureException>(() => Pictures([2, 0]).Load(new[] { 0, 1 }, 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Embeddings_ThatDoNotFit_AreRefusedByItem()
    {
        Assert.Contains("2 embeddings and 3 labels", Assert.Throws<ArgumentException>(() => Rows([1, 0, 0, 1], [0, 1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("item 1 has not length 1", Assert.Throws<ArgumentException>(() => Rows([1, 0, 0, 1.1f], [0, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embeddings_Load_GivesRowsAndLabelsInOrder()
    {
        TrainingBatch batch = Rows([1, 0, 0, 1, 0.6f, 0.8f], [0, 1, 2]).Load(new[] { 2, 0, 2 }, 5);
        Assert.Equal([0.6f, 0.8f, 1, 0, 0.6f, 0.8f], batch.Embeddings.ToArray());
        Assert.Equal([2L, 0, 2], batch.Labels!.Value.ToArray());
    }

    private static LabelledEmbeddings Rows(float[] values, int[] labels) => new(new EmbeddingMatrix(values, 2), labels, 3);

    private LabelledPictureData Pictures(int[] labels) =>
        new(labels, 3, new Shoes(), _model.Preprocess, TinyData.Augmentation, seed: 1);

    // The second one is no picture.
    private sealed class Shoes : IPictureFiles
    {
        public IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlySpan<int> items) =>
            [.. items.ToArray().Select(item => item == 1 ? new byte[] { 1, 2, 3 } : (ReadOnlyMemory<byte>)TinyModel.Picture(item))];

        public string NameOf(int item) => $"shoe {item}";
    }
}
