using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class BatchEmbedderTests : IDisposable
{
    private readonly LeakCheck _leaks = new();
    private readonly ClipModel _model = TinyModel.Build();
    private readonly BatchEmbedder _embedder;
    private readonly ReadOnlyMemory<byte>[] _files = [.. Enumerable.Range(0, (2 * BatchEmbedder.PictureBatchSize) + 5).Select(i => new ReadOnlyMemory<byte>(TinyModel.Picture(i)))];
    private readonly string[] _texts = [.. Enumerable.Range(0, BatchEmbedder.TextBatchSize + 9).Select(i => $"{TinyModel.Captions[i % 40]} and {i}")];

    public BatchEmbedderTests() => _embedder = new BatchEmbedder(_model);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _embedder.Dispose();
        _leaks.Dispose();
    }

    [Fact]
    public void Embed_SeveralBatches_EqualsThePlainWay()
    {
        float[] pictures = _embedder.EmbedPictures(_files, Token), texts = _embedder.EmbedTexts(_texts, Token);
        TorchTensors.Close([.. _files.SelectMany(file => PlainEmbeddings.Picture(_model, file.ToArray()))], pictures, 5e-6, "pictures");
        TorchTensors.Close([.. _texts.SelectMany(text => PlainEmbeddings.Text(_model, text))], texts, 5e-6, "texts");
    }

    [Fact]
    public void Embed_OtherThreadOrWholeBatchesAtATime_GivesTheSameBits()
    {
        float[] pictures = _embedder.EmbedPictures(_files, Token), texts = _embedder.EmbedTexts(_texts, Token);
        float[] piecewise = [.. _files.Chunk(BatchEmbedder.PictureBatchSize).SelectMany(files => _embedder.EmbedPictures(files, Token))];
        Assert.Equal(pictures, piecewise);
        // Not a task: tensors are counted by thread, and the test must end on the one that it began on.
        (float[] otherPictures, float[] otherTexts) = ([], []);
        Thread other = new(() => (otherPictures, otherTexts) = (_embedder.EmbedPictures(_files, CancellationToken.None), _embedder.EmbedTexts(_texts, CancellationToken.None)));
        other.Start();
        other.Join();
        Assert.Equal(pictures, otherPictures);
        Assert.Equal(texts, otherTexts);
    }

    [Fact]
    public void Embed_Nothing_GivesNothing()
    {
        Assert.Empty(_embedder.EmbedPictures([], Token));
        Assert.Empty(_embedder.EmbedTexts([], Token));
    }

    [Fact]
    public void EmbedPictures_NoPicture_IsRefused()
    {
        _files[3] = new byte[] { 1, 2, 3 };
        Assert.Throws<PictureException>(() => _embedder.EmbedPictures(_files, Token));
    }

    [Fact]
    public void Embed_Cancelled_Ends()
    {
        CancellationToken cancelled = new(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => _embedder.EmbedPictures(_files, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => _embedder.EmbedTexts(_texts, cancelled));
    }
}
