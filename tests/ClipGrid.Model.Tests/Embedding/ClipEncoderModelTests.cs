using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>The encoder over a real model, weights and vocabulary of the golden set.</summary>
[Trait("Check", "7")]
public sealed class ClipEncoderModelTests
{
    private static readonly string[] Files =
        ["png_rgb.png", "jpg_baseline_444.jpg", "jpg_cmyk.jpg", "png_palette.png", "png_rgba.png", "webp_lossy.webp", "bmp_24.bmp", "gif_static.gif"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embed_SixteenConcurrentCallers_EqualsAPlainSingleCall()
    {
        ClipModel model = GoldenModel.Load();
        model.Network.eval();
        string[] texts = [.. Enumerable.Range(0, 24).Select(i => string.Join(' ', Enumerable.Range(0, 1 + (i * 2)).Select(word => $"word{word * i}")))];
        byte[][] files = [.. Files.Select(GoldenModel.Picture)];
        float[][] expectedTexts = [.. texts.Select(text => PlainEmbeddings.Text(model, text))];
        float[][] expectedPictures = [.. files.Select(file => PlainEmbeddings.Picture(model, file))];

        var backend = new WatchedBackend(new ClipBackend(model, allowsTruncation: true, limits: null));
        await using var encoder = new ClipEncoder(backend, new EncoderOptions { AllowsTruncation = true }, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(
            async () =>
            {
                for (int i = caller; i < caller + 24; i++)
                {
                    Close(expectedTexts[i % 24], await encoder.EmbedTextAsync(texts[i % 24], Token));
                    Close(expectedPictures[i % Files.Length], await encoder.EmbedPictureAsync(files[i % Files.Length], Token));
                }
            },
            Token)));
        Assert.Equal(2 * 16 * 24, backend.Batches.Sum(batch => batch.Size));
        Assert.Contains(backend.Batches, batch => batch.Size > 1);
        Assert.All(backend.Batches, batch => Assert.Equal(0, batch.Left));
    }

    [Fact]
    public async Task EmbedTexts_GoldenTexts_EqualsReference()
    {
        await using ClipEncoder encoder = ClipEncoder.Over(GoldenModel.Load(), new EncoderOptions { AllowsTruncation = true });
        IReadOnlyList<EmbeddingResult> results = await encoder.EmbedTextsAsync(GoldenVectors.Texts(), Token);
        TorchTensors.Close(GoldenVectors.OfTexts(), [.. results.SelectMany(result => result.Vector.ToArray())], 5e-6, "texts");
    }

    [Fact]
    public async Task Embed_SickInputs_FailAloneWithTheirOwnErrors()
    {
        await using ClipEncoder encoder = ClipEncoder.Over(GoldenModel.Load());
        string tooLong = string.Join(' ', Enumerable.Repeat("river", 100));
        byte[] whole = GoldenModel.Picture("png_rgb.png"), cut = whole[..(whole.Length / 2)], flipped = [.. whole];
        flipped[whole.Length / 2] ^= 0x10;

        IReadOnlyList<EmbeddingResult> texts = await encoder.EmbedTextsAsync(["a cat", tooLong, "a dog", ""], Token);
        IReadOnlyList<EmbeddingResult> pictures = await encoder.EmbedPicturesAsync([whole, cut, flipped, default, "no picture"u8.ToArray(), whole], Token);

        Assert.Equal([null, typeof(CaptionTooLongException), null, null], texts.Select(result => result.Error?.GetType()));
        Assert.Equal(
            [null, PictureProblem.Truncated, PictureProblem.Corrupt, PictureProblem.Empty, PictureProblem.UnsupportedFormat, null],
            pictures.Select(result => (result.Error as PictureException)?.Problem));
        foreach (EmbeddingResult healthy in texts.Concat(pictures).Where(result => result.Error is null))
            AssertUnit(healthy.Vector);
        Assert.Contains("77", texts[1].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmbedPicture_AboveALimit_IsRefusedByIt()
    {
        await using ClipEncoder encoder = ClipEncoder.Over(GoldenModel.Load(), new EncoderOptions { PictureLimits = new PictureLimits { MaxPixels = 100 } });
        var error = await Assert.ThrowsAsync<PictureException>(() => encoder.EmbedPictureAsync(GoldenModel.Picture("png_rgb.png"), Token));
        Assert.Equal(PictureProblem.TooManyPixels, error.Problem);
    }

    // The clock stands still, so both texts wait for others until one is cancelled and time moves on.
    [Fact]
    public async Task EmbedText_CancelledWhileWaiting_LeavesItsNeighbour()
    {
        var clock = new ManualClock();
        await using ClipEncoder encoder = ClipEncoder.Over(GoldenModel.Load(), clock: clock);
        using var cancel = new CancellationTokenSource();
        Task<ReadOnlyMemory<float>> stays = encoder.EmbedTextAsync("a cat", Token), leaves = encoder.EmbedTextAsync("a dog", cancel.Token);
        await clock.WhenArmedAsync(Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.False(stays.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        AssertUnit(await stays);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => encoder.EmbedPictureAsync(GoldenModel.Picture("png_rgb.png"), cancel.Token));
    }

    [Fact]
    public async Task Dispose_UnloadsTheModel()
    {
        ClipModel model = GoldenModel.Load();
        ClipEncoder encoder = ClipEncoder.Over(model);
        AssertUnit(await encoder.EmbedTextAsync("a cat", Token));
        await encoder.DisposeAsync();
        Assert.All(model.Network.State(), part => Assert.True(part.Value.IsInvalid, part.Name));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => encoder.EmbedTextAsync("a cat", Token));
    }

    [Fact]
    public void Over_BadOptions_LeavesTheModelToItsCaller()
    {
        using ClipModel model = GoldenModel.Load();
        model.Network.train();
        Assert.Throws<ArgumentException>(() => ClipEncoder.Over(model, new EncoderOptions { PreparationParallelism = -1 }));
        Assert.Throws<ArgumentException>(() => ClipEncoder.Over(model, new EncoderOptions { PictureLimits = new PictureLimits { MaxSide = 0 } }));
        Assert.True(model.Network.training);
        Assert.Equal(64, PlainEmbeddings.Text(model, "a cat").Length);
    }

    private static void Close(float[] expected, ReadOnlyMemory<float> actual)
    {
        AssertUnit(actual);
        TorchTensors.Close(expected, actual.ToArray(), 2e-6, "vector");
    }

    private static void AssertUnit(ReadOnlyMemory<float> vector) => Assert.Equal(1, Math.Sqrt(vector.ToArray().Sum(v => (double)v * v)), 1e-6);
}
