using ClipGrid.Model.Pictures;
using ClipGrid.TestKit;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class PictureDecoderTests
{
    private static readonly PictureDecoder Decoder = new();

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, PictureFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png, PictureFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp, PictureFormat.WebP)]
    public void ReadHeader_EncodedPicture_SaysFormatAndSize(SKEncodedImageFormat encoded, PictureFormat expected)
    {
        PictureHeader header = Decoder.ReadHeader(Samples.Photo(33, 21, seed: 1, encoded));
        Assert.Equal((expected, 33, 21), (header.Format, header.Width, header.Height));
    }

    [Fact]
    public void Decode_TextUnderAPictureName_IsUnsupported()
    {
        PictureException error = Assert.Throws<PictureException>(() => Decoder.Decode("<svg xmlns='http://www.w3.org/2000/svg'/>"u8));
        Assert.Equal(PictureProblem.UnsupportedFormat, error.Problem);
        Assert.Contains("JPEG, PNG, GIF, BMP and WebP", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AppendedJunk_ChangesNothing()
    {
        byte[] file = Samples.Photo(20, 20, seed: 2);
        using Picture clean = Decoder.Decode(file), dirty = Decoder.Decode([.. file, .. "<script>alert(1)</script>"u8]);
        Assert.Equal(clean.Pixels, dirty.Pixels);
    }

    [Theory]
    [InlineData(PictureProblem.Empty, 0, 100, 100)]
    [InlineData(PictureProblem.TooManyBytes, 1, 10, 100)]
    [InlineData(PictureProblem.SideTooLong, 1, 100_000, 39)]
    [InlineData(PictureProblem.TooManyPixels, 1, 100_000, 40)]
    public void ReadHeader_BeyondALimit_SaysWhich(PictureProblem expected, int copies, long maxBytes, int maxSide)
    {
        byte[] file = [.. Enumerable.Repeat(Samples.Photo(40, 30, seed: 3), copies).SelectMany(f => f)];
        var decoder = new PictureDecoder(new PictureLimits { MaxBytes = maxBytes, MaxSide = maxSide, MaxPixels = 1199 });
        Assert.Equal(expected, Assert.Throws<PictureException>(() => decoder.ReadHeader(file)).Problem);
    }

    [Fact]
    public void Decode_ExactlyAtTheLimits_Succeeds()
    {
        byte[] file = Samples.Photo(40, 30, seed: 3);
        using Picture picture = new PictureDecoder(new PictureLimits { MaxBytes = file.Length, MaxSide = 40, MaxPixels = 1200 }).Decode(file);
        Assert.Equal(40 * 30 * 4, picture.Pixels.Length);
    }

    [Fact]
    public void Decode_HundredScans_IsRefused()
    {
        byte[] file = File.ReadAllBytes(Reference.Golden("preprocess/images/jpg_progressive.jpg"));
        int lastScan = file.AsSpan().LastIndexOf<byte>([0xFF, 0xDA]);
        byte[] scan = file[lastScan..^2];
        byte[] padded = [.. file[..^2], .. Enumerable.Repeat(scan, 100).SelectMany(s => s), 0xFF, 0xD9];
        Assert.Equal(PictureProblem.TooManyScans, Assert.Throws<PictureException>(() => Decoder.Decode(padded)).Problem);
        Decoder.Decode(file).Dispose();
    }

    [Fact]
    public void Decode_ProgressiveJpegWithoutItsLastScans_IsTruncated()
    {
        byte[] file = File.ReadAllBytes(Reference.Golden("preprocess/images/jpg_progressive.jpg"));
        PictureException error = Assert.Throws<PictureException>(() => Decoder.Decode(file.AsSpan(0, file.Length * 2 / 3)));
        Assert.Equal(PictureProblem.Truncated, error.Problem);
    }

    [Fact]
    public void Decode_GifFrameSmallerThanItsScreen_SurroundsItWithTheFirstColour()
    {
        // Screen 2 x 2, colours red, green, blue, white; one pixel of colour 2 at (1, 0).
        using Picture picture = Decoder.Decode(Gif(flags: 0x81, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255], extension: [], index: 2));
        Assert.Equal(PictureMode.Palette, picture.Header.Mode);
        Assert.Equal<byte>([255, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0, 255, 255, 0, 0, 255], picture.Pixels);
    }

    [Fact]
    public void Decode_GifWithTransparency_ShowsThePalettesColour()
    {
        // Colour 1 is declared transparent: it keeps its green, and surrounds the frame.
        using Picture picture = Decoder.Decode(Gif(flags: 0x81, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255], extension: [0x21, 0xF9, 4, 1, 0, 0, 1, 0], index: 1));
        Assert.Equal(Enumerable.Repeat<byte[]>([0, 255, 0, 255], 4).SelectMany(p => p), picture.Pixels.ToArray());
    }

    [Fact]
    public void Decode_GifWithoutPalette_ReadsIndicesAsGrey()
    {
        using Picture picture = Decoder.Decode(Gif(flags: 0, [], extension: [], index: 3));
        Assert.Equal(PictureMode.Grey, picture.Header.Mode);
        Assert.Equal<byte>([0, 0, 0, 255, 3, 3, 3, 255, 0, 0, 0, 255, 0, 0, 0, 255], picture.Pixels);
    }

    [Fact]
    public void Decode_BmpMaskWithGaps_IsCorrupt()
    {
        byte[] file = File.ReadAllBytes(Reference.Data("hostile/images/bmp__g__rgb16-565.bmp"));
        Decoder.Decode(file).Dispose();
        const int RedMask = 14 + 40;
        file[RedMask + 1] = 0xA8;
        PictureException error = Assert.Throws<PictureException>(() => Decoder.Decode(file));
        Assert.Equal(PictureProblem.Corrupt, error.Problem);
        Assert.Contains("mask", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_DisposedPicture_Throws()
    {
        Picture picture = Decoder.Decode(Samples.Photo(8, 8, seed: 4));
        picture.Dispose();
        picture.Dispose();
        Assert.Throws<ObjectDisposedException>(() => picture.Pixels.Length);
    }

    [Fact]
    public void FromSamples_GreyRgbAndRgba_SpreadToFourChannels()
    {
        using Picture grey = Picture.FromSamples(2, 1, PictureMode.Grey, [1, 2]);
        using Picture rgb = Picture.FromSamples(1, 1, PictureMode.Rgb, [1, 2, 3]);
        using Picture rgba = Picture.FromSamples(1, 1, PictureMode.Rgba, [1, 2, 3, 4]);
        Assert.Equal<byte>([1, 1, 1, 255, 2, 2, 2, 255], grey.Pixels);
        Assert.Equal<byte>([1, 2, 3, 255], rgb.Pixels);
        Assert.Equal<byte>([1, 2, 3, 4], rgba.Pixels);
        Assert.Throws<ArgumentException>(() => Picture.FromSamples(2, 2, PictureMode.Rgb, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => Picture.FromSamples(1, 1, PictureMode.Palette, [1]));
    }

    [Fact]
    public void Constructor_UselessLimits_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new PictureDecoder(new PictureLimits { MaxBytes = 0 }));
        Assert.Throws<ArgumentException>(() => new PictureDecoder(new PictureLimits { MaxPixels = long.MaxValue }));
    }

    [Fact]
    public void Decode_BesideTorch_BothNativeLibrariesWork()
    {
        using Picture picture = Decoder.Decode(Samples.Photo(16, 16, seed: 6));
        using TorchSharp.torch.Tensor ones = TorchSharp.torch.ones(3);
        using Picture again = Decoder.Decode(Samples.Photo(16, 16, seed: 6));
        Assert.Equal(picture.Pixels, again.Pixels);
        Assert.Equal(3, ones.shape[0]);
    }

    /// <summary>A 2 x 2 screen with one pixel at (1, 0), compressed by hand: clear code 4, the index, end code 5, three bits each.</summary>
    private static byte[] Gif(byte flags, byte[] table, byte[] extension, int index)
    {
        int codes = 4 | (index << 3) | (5 << 6);
        return
        [
            .. "GIF89a"u8, 2, 0, 2, 0, flags, 0, 0, .. table, .. extension,
            0x2C, 1, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, (byte)codes, (byte)(codes >> 8), 0, 0x3B,
        ];
    }
}
