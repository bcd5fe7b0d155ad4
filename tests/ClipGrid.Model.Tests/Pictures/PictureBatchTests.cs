using System.Collections.Immutable;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class PictureBatchTests
{
    private static readonly Preprocessor Preprocessor = new(new PreprocessConfig { Size = 16 });
    private static readonly PictureBatch Two = new(new PictureDecoder(), threadCount: 2);

    [Fact]
    public void Load_SickPicturesAmongHealthy_FailAlone()
    {
        ReadOnlyMemory<byte>[] files = [Samples.Photo(40, 30, 1), default, Samples.Photo(30, 40, 2), "no picture"u8.ToArray(), Samples.Photo(40, 30, 3).AsMemory(0, 300)];
        float[] pixels_NCHW = [.. Enumerable.Repeat(7f, files.Length * Preprocessor.PixelCount)];

        ImmutableArray<PictureFailure> failures = Two.Load(files, Preprocessor, pixels_NCHW, TestContext.Current.CancellationToken);

        Assert.Equal([(1, PictureProblem.Empty), (3, PictureProblem.UnsupportedFormat), (4, PictureProblem.Truncated)], failures.Select(f => (f.Index, f.Error.Problem)));
        foreach ((int index, float[] pixels_CHW) in pixels_NCHW.Chunk(Preprocessor.PixelCount).Index())
            Assert.Equal(index is 0 or 2 ? Alone(files[index]) : new float[Preprocessor.PixelCount], pixels_CHW);
    }

    [Fact]
    public void Load_AugmentedOnAnyNumberOfThreadsInAnyOrder_GivesTheSameBits()
    {
        var augmenter = new Augmenter(Preprocessor.Config, new TrainingAugmentation { MinScale = 0.2f, FlipProbability = 0.5f, JitterProbability = 1, Hue = 0.2f });
        ReadOnlyMemory<byte>[] files = [.. Enumerable.Range(0, 24).Select(i => (ReadOnlyMemory<byte>)Samples.Photo(40, 30, i))];
        SampleId[] samples = [.. Enumerable.Range(0, 24).Select(i => new SampleId(3, 1, i))];
        float[] one = new float[24 * augmenter.PixelCount], four = new float[one.Length], backwards = new float[one.Length];

        Assert.Empty(new PictureBatch(new PictureDecoder(), 1).Load(files, augmenter, samples, one, TestContext.Current.CancellationToken));
        Assert.Empty(new PictureBatch(new PictureDecoder(), 4).Load(files, augmenter, samples, four, TestContext.Current.CancellationToken));
        Assert.Empty(Two.Load([.. files.Reverse()], augmenter, [.. samples.Reverse()], backwards, TestContext.Current.CancellationToken));

        Assert.Equal(one, four);
        Assert.Equal(one, backwards.Chunk(augmenter.PixelCount).Reverse().SelectMany(p => p));
    }

    [Fact]
    public void Load_Cancelled_Throws() => Assert.Throws<OperationCanceledException>(
        () => Two.Load([Samples.Photo(40, 30, 1)], Preprocessor, new float[Preprocessor.PixelCount], new CancellationToken(canceled: true)));

    [Fact]
    public void Load_WrongRoom_Throws()
    {
        Assert.Throws<ArgumentException>(() => Two.Load([Samples.Photo(4, 3, 1)], Preprocessor, new float[5], TestContext.Current.CancellationToken));
        var augmenter = new Augmenter(Preprocessor.Config, new TrainingAugmentation());
        Assert.Throws<ArgumentException>(() => Two.Load([Samples.Photo(4, 3, 1)], augmenter, [], new float[Preprocessor.PixelCount], TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureBatch(new PictureDecoder(), 0));
    }

    private static float[] Alone(ReadOnlyMemory<byte> file)
    {
        float[] pixels_CHW = new float[Preprocessor.PixelCount];
        using Picture picture = new PictureDecoder().Decode(file.Span);
        Preprocessor.Run(picture, pixels_CHW);
        return pixels_CHW;
    }
}
