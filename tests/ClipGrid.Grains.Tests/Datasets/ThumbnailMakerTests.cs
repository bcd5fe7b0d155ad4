using System.Buffers.Binary;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

public sealed class ThumbnailMakerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Where the red corner of the stored picture, top left, belongs by each orientation.
    [Theory]
    [InlineData(1, 40, 20, 0, 0)]
    [InlineData(2, 40, 20, 1, 0)]
    [InlineData(3, 40, 20, 1, 1)]
    [InlineData(4, 40, 20, 0, 1)]
    [InlineData(5, 20, 40, 0, 0)]
    [InlineData(6, 20, 40, 1, 0)]
    [InlineData(7, 20, 40, 1, 1)]
    [InlineData(8, 20, 40, 0, 1)]
    public async Task Make_ByOrientation_IsUprightAndSaysNothingOfIt(int orientation, int width, int height, int redX, int redY)
    {
        using ThumbnailMaker maker = new();
        PictureBytes thumbnail = await maker.MakeAsync(WithOrientation(RedCorner(), orientation), 40, Cancellation);
        using SKCodec codec = SKCodec.Create(SKData.CreateCopy(thumbnail.Bytes.Span));
        Assert.Equal((width, height, SKEncodedOrigin.TopLeft), (codec.Info.Width, codec.Info.Height, codec.EncodedOrigin));
        using SKBitmap bitmap = SKBitmap.Decode(thumbnail.Bytes.Span);
        for (int y = 0; y < 2; y++)
        {
            for (int x = 0; x < 2; x++)
            {
                SKColor colour = bitmap.GetPixel(x == 0 ? 3 : width - 4, y == 0 ? 3 : height - 4);
                Assert.Equal((x, y) == (redX, redY), colour.Red > 150 && colour.Blue < 100);
            }
        }
        Assert.DoesNotContain("Exif", System.Text.Encoding.Latin1.GetString(thumbnail.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_OfATransparentPicture_StaysTransparent()
    {
        using ThumbnailMaker maker = new();
        using SKBitmap bitmap = new(new SKImageInfo(10, 5, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(new SKColor(200, 100, 50, 128));
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        PictureBytes thumbnail = await maker.MakeAsync(png.ToArray(), 512, Cancellation);
        using SKBitmap made = SKBitmap.Decode(thumbnail.Bytes.Span);
        Assert.Equal(("image/png", 512, 256), (thumbnail.MediaType, made.Width, made.Height));
        Assert.InRange(made.GetPixel(256, 128).Alpha, 126, 130);
    }

    [Fact]
    public async Task Make_OfTransparentNoise_FitsIntoAMessage()
    {
        using ThumbnailMaker maker = new();
        Random random = new(1);
        using SKBitmap bitmap = new(new SKImageInfo(512, 512, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        random.NextBytes(bitmap.GetPixelSpan());
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        PictureBytes thumbnail = await maker.MakeAsync(png.ToArray(), 512, Cancellation);
        Assert.InRange(thumbnail.Bytes.Length, 1, 512 << 10);
        Assert.Equal("image/jpeg", thumbnail.MediaType);
    }

    private static byte[] RedCorner()
    {
        using SKBitmap bitmap = new(new SKImageInfo(80, 40, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using SKCanvas canvas = new(bitmap);
        canvas.Clear(SKColors.Blue);
        using SKPaint red = new() { Color = SKColors.Red };
        canvas.DrawRect(0, 0, 40, 20, red);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }

    // An APP1 segment with one tag, 0x0112, right after the start of the picture.
    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] segment = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        return [.. jpeg.AsSpan(0, 2), .. segment, .. jpeg.AsSpan(2)];
    }
}
