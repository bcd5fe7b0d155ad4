using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Headers;
using ClipGrid.TestKit;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class OrientationTests
{
    private static readonly PictureDecoder Decoder = new();

    [Theory]
    [InlineData("hopper_orientation_2.jpg")]
    [InlineData("hopper_orientation_3.jpg")]
    [InlineData("hopper_orientation_4.jpg")]
    [InlineData("hopper_orientation_5.jpg")]
    [InlineData("hopper_orientation_6.jpg")]
    [InlineData("hopper_orientation_7.jpg")]
    [InlineData("hopper_orientation_8.jpg")]
    [InlineData("hopper_orientation_6.webp")]
    [InlineData("hopper_orientation_8.webp")]
    public void Crop_ApplyOrientation_EqualsTheUprightPicture(string file)
    {
        byte[] upright = Crop("hopper.webp", apply: false);
        Assert.InRange(MeanDifference(upright, Crop(file, apply: true)), 0, 6);
        Assert.True(MeanDifference(upright, Crop(file, apply: false)) > 20, "Without the option the picture stays turned, as in the reference.");
    }

    [Fact]
    public void Turn_EveryOrientation_MovesPixelsByTheTagsDefinition()
    {
        const int Width = 7, Height = 4;
        byte[,,] samples = Samples.Noise(Width, Height, seed: 3);
        // EXIF 2.3, tag 0x0112: where the shown pixel (x, y) is stored.
        Dictionary<PictureOrientation, Func<int, int, (int X, int Y)>> stored = new()
        {
            [PictureOrientation.Mirrored] = (x, y) => (Width - 1 - x, y),
            [PictureOrientation.UpsideDown] = (x, y) => (Width - 1 - x, Height - 1 - y),
            [PictureOrientation.Flipped] = (x, y) => (x, Height - 1 - y),
            [PictureOrientation.Transposed] = (x, y) => (y, x),
            [PictureOrientation.TurnClockwise] = (x, y) => (y, Height - 1 - x),
            [PictureOrientation.Transversed] = (x, y) => (Width - 1 - y, Height - 1 - x),
            [PictureOrientation.TurnCounterclockwise] = (x, y) => (Width - 1 - y, x),
        };
        foreach ((PictureOrientation orientation, Func<int, int, (int X, int Y)> where) in stored)
        {
            using Picture picture = Turned(samples, orientation);
            using Picture? upright = Upright.Turn(picture);
            Assert.NotNull(upright);
            for (int y = 0; y < upright.Height; y++)
            {
                for (int x = 0; x < upright.Width; x++)
                {
                    (int fromX, int fromY) = where(x, y);
                    Assert.Equal(Samples.Cut(samples, fromX, fromY, 1, 1), upright.Pixels.Slice((y * upright.Width + x) * 4, 4).ToArray());
                }
            }
        }
        using Picture plain = Samples.ToPicture(samples);
        Assert.Null(Upright.Turn(plain));
    }

    [Theory]
    [InlineData("49492A00080000000100120103000100000006000000", 6)]
    [InlineData("4D4D002A000000080001011200030000000100060000", 6)]
    [InlineData("49492A00080000000100120104000100000003000000", 3)] // a long instead of a short
    [InlineData("49492A00080000000100120103000100000009000000", null)] // no such orientation
    [InlineData("49492A00080000000100120102000100000006000000", null)] // a text
    [InlineData("49492A00FFFFFF7F0100", null)] // a directory beyond the end
    [InlineData("49492A0008000000FFFF0000", null)] // entries beyond the end
    [InlineData("49492A", null)]
    [InlineData("", null)]
    public void FromExif_WholeOrBroken_FindsTheTagOrNothing(string hex, int? expected) =>
        Assert.Equal(expected, (int?)Orientations.FromExif(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("<x tiff:Orientation=\"8\"/>", 8)]
    [InlineData("<tiff:Orientation>5</tiff:Orientation>", 5)]
    [InlineData("<tiff:Orientation>0</tiff:Orientation>", null)]
    [InlineData("tiff:Orientation", null)]
    [InlineData("nothing", null)]
    public void FromXmp_WholeOrBroken_FindsTheTagOrNothing(string xml, int? expected) =>
        Assert.Equal(expected, (int?)Orientations.FromXmp(Encoding.ASCII.GetBytes(xml)));

    [Fact]
    public void ReadHeader_PngChunks_FindsEveryWayToSayIt()
    {
        byte[] exif = Convert.FromHexString("49492A00080000000100120103000100000006000000");
        string profile = $"\nexif\n{exif.Length,8}\n{Convert.ToHexString(exif)}\n";
        Assert.Equal(PictureOrientation.TurnClockwise, Orientation("eXIf", exif));
        Assert.Equal(PictureOrientation.TurnClockwise, Orientation("tEXt", [.. "Raw profile type exif\0"u8, .. Encoding.ASCII.GetBytes(profile)]));
        Assert.Equal(PictureOrientation.TurnClockwise, Orientation("zTXt", [.. "Raw profile type exif\0\0"u8, .. Deflate(Encoding.ASCII.GetBytes(profile))]));
        Assert.Equal(PictureOrientation.UpsideDown, Orientation("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation=\"3\"/>"u8]));
        Assert.Equal(PictureOrientation.Upright, Orientation("zTXt", [.. "Raw profile type exif\0\0"u8, 1, 2, 3]));
        Assert.Equal(PictureOrientation.Upright, Orientation("tEXt", [.. "Raw profile type exif\0not hex"u8]));
    }

    [Fact]
    public void ReadHeader_TextBomb_IsNotUnpacked()
    {
        byte[] bomb = [.. "Raw profile type exif\0\0"u8, .. Deflate(new byte[200 << 20])];
        byte[] file = WithChunk("zTXt", bomb);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Decoder.ReadHeader(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static PictureOrientation Orientation(string chunk, byte[] body) => Decoder.ReadHeader(WithChunk(chunk, body)).Orientation;

    private static byte[] WithChunk(string name, byte[] body)
    {
        byte[] png = Samples.Photo(4, 4, seed: 1, SKEncodedImageFormat.Png);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        const int AfterHeader = 8 + 25;
        return [.. png[..AfterHeader], .. length, .. Encoding.ASCII.GetBytes(name), .. body, 0, 0, 0, 0, .. png[AfterHeader..]];
    }

    private static byte[] Deflate(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest))
            stream.Write(plain);
        return packed.ToArray();
    }

    private static Picture Turned(byte[,,] samples, PictureOrientation orientation)
    {
        using Picture plain = Samples.ToPicture(samples);
        var buffer = new PixelBuffer(plain.Pixels.Length);
        plain.Pixels.CopyTo(buffer.Span);
        return new Picture(plain.Header with { Orientation = orientation }, buffer);
    }

    private static byte[] Crop(string file, bool apply)
    {
        var preprocessor = new Preprocessor(new PreprocessConfig { Size = 64, ApplyOrientation = apply });
        byte[] pixels_HWC = new byte[preprocessor.PixelCount];
        using Picture picture = Decoder.Decode(File.ReadAllBytes(Reference.Data($"hostile/images/{file}")));
        preprocessor.Crop(picture, pixels_HWC);
        return pixels_HWC;
    }

    private static double MeanDifference(byte[] a, byte[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Average();
}
