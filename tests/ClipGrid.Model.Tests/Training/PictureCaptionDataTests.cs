using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Tests.Embedding;
using ClipGrid.Model.Training;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class PictureCaptionDataTests : IDisposable
{
    private readonly ClipModel _model = TinyModel.Build();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Load_SameArguments_GivesTheSameBitsWhateverCameBefore()
    {
        PictureCaptionData used = TinyData.Of(_model);
        (from items in Gen.Int[0, 29].Array[1, 8] from epoch in Gen.Long[0, 5] select (items, epoch)).Sample(call =>
        {
            TrainingBatch expected = TinyData.Of(_model).Load(call.items, call.epoch), actual = used.Load(call.items, call.epoch);
            Assert.Equal(expected.Pixels.ToArray(), actual.Pixels.ToArray());
            Assert.Equal(expected.Tokens.ToArray(), actual.Tokens.ToArray());
        }, iter: 40, threads: 1);
    }

    // Neighbours in the batch and the place in it change nothing either.
    [Fact]
    public void Load_ItemInAnotherBatch_GivesTheSameRow()
    {
        PictureCaptionData data = TinyData.Of(_model);
        TrainingBatch alone = data.Load(new[] { 7 }, 2), among = data.Load(new[] { 3, 7, 11 }, 2);
        int pixels = alone.Pixels.Length, tokens = alone.Tokens.Length;
        Assert.Equal(alone.Pixels.ToArray(), among.Pixels.Slice(pixels, pixels).ToArray());
        Assert.Equal(alone.Tokens.ToArray(), among.Tokens.Slice(tokens, tokens).ToArray());
    }

    [Fact]
    public void Load_OtherEpochOrSeed_CropsElsewhere()
    {
        PictureCaptionData data = TinyData.Of(_model);
        int[] items = [.. Enumerable.Range(0, 10)];
        float[] first = data.Load(items, 0).Pixels.ToArray();
        Assert.NotEqual(first, data.Load(items, 1).Pixels.ToArray());
        Assert.NotEqual(first, TinyData.Of(_model, seed: 4).Load(items, 0).Pixels.ToArray());
    }

    [Fact]
    public void Load_Batch_HasThePixelsAndTokensOfItsItems()
    {
        PictureCaptionData data = TinyData.Of(_model);
        int[] items = [4, 9];
        TrainingBatch batch = data.Load(items, 3);
        int size = _model.Preprocess.Size, length = _model.Tokenizer.Options.ContextLength;
        var augmenter = new Augmenter(_model.Preprocess, TinyData.Augmentation);
        float[] expected = new float[augmenter.PixelCount];
        foreach ((int row, int item) in items.Index())
        {
            using Picture picture = new PictureDecoder().Decode(TinyData.Pairs[item].Picture.Span);
            augmenter.Run(picture, new SampleId(3, 3, item), expected);
            Assert.Equal(expected, batch.Pixels.Slice(row * 3 * size * size, 3 * size * size).ToArray());
            string caption = TinyData.Pairs[item].Captions[new CaptionChoice(3).Choose(3, item, 3)];
            Assert.Equal(_model.Tokenizer.Tokenize([caption], allowTruncation: false, TestContext.Current.CancellationToken).Ids, batch.Tokens.Slice(row * length, length).ToArray());
        }
    }

    [Fact]
    public void Load_ManyEpochs_UsesEveryCaptionOfAnItem()
    {
        PictureCaptionData data = TinyData.Of(_model);
        string[] seen = [.. Enumerable.Range(0, 40).Select(epoch => Caption(data.Load(new[] { 5 }, epoch))).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(TinyData.Pairs[5].Captions.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public void TruncatedCount_LongCaptions_CountsEachCut()
    {
        string tooLong = string.Join(' ', Enumerable.Repeat("photo", 100));
        PictureCaptionData data = TinyData.Of(_model, [TinyData.Pair(TinyModel.Picture(1), tooLong), TinyData.Pair(TinyModel.Picture(2), "a photo")]);
        Assert.Equal(2, data.Count);
        data.Load(new[] { 1 }, 0);
        Assert.Equal(0, data.TruncatedCount);
        TrainingBatch batch = data.Load(new[] { 0, 1, 0 }, 0);
        Assert.Equal(2, data.TruncatedCount);
        int length = _model.Tokenizer.Options.ContextLength;
        Assert.Equal(_model.Tokenizer.Vocabulary.EndOfText, batch.Tokens.Span[length - 1]);
        data.Load(new[] { 0 }, 1);
        Assert.Equal(3, data.TruncatedCount);
    }

    [Theory]
    [InlineData(0, PictureProblem.Empty)]
    [InlineData(200, PictureProblem.Truncated)]
    public void Load_BadPicture_IsNamedByItsItem(int keptBytes, PictureProblem problem)
    {
        byte[] cut = TinyModel.Picture(3)[..keptBytes];
        PictureCaptionData data = TinyData.Of(_model, [.. TinyData.Pairs.Take(5), TinyData.Pair(cut, "a photo")]);
        var error = Assert.Throws<PictureException>(() => data.Load(new[] { 2, 5, 1 }, 0));
        Assert.Equal(problem, error.Problem);
        Assert.StartsWith("Item 5: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(2 * 3 * 12 * 12, data.Load(new[] { 2, 1 }, 0).Pixels.Length);
    }

    [Fact]
    public void Trainer_BadPicture_ThrowsAtItsStep()
    {
        PictureCaptionData data = TinyData.Of(_model, [.. TinyData.Pairs.Take(5), TinyData.Pair([1, 2, 3], "a photo")]);
        using var trainer = new ClipTrainer(_model.Network, TinyRun.Specification, data);
        Assert.StartsWith("Item 5: ", Assert.Throws<PictureException>(() => trainer.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_PairWithoutWords_IsRefusedByNumber()
    {
        foreach (TrainingPair bad in new TrainingPair[] { new(TinyModel.Picture(1), default), new(TinyModel.Picture(1), []) })
            Assert.StartsWith("Pair 1 has no caption", Refused(bad), StringComparison.Ordinal);
        foreach (string empty in new[] { "", " \t", null! })
            Assert.StartsWith("Pair 1 has an empty caption", Refused(TinyData.Pair(TinyModel.Picture(1), "a photo", empty)), StringComparison.Ordinal);
    }

    private string Refused(TrainingPair bad) => Assert.Throws<ArgumentException>(() => TinyData.Of(_model, [TinyData.Pairs[0], bad])).Message;

    // What the row says, found by its tokens.
    private string Caption(TrainingBatch batch) => TinyData.Pairs[5].Captions.Single(
        caption => _model.Tokenizer.Tokenize([caption], allowTruncation: false).Ids.AsSpan().SequenceEqual(batch.Tokens.Span));
}
