using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ClipGrid.Model.Pictures;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

/// <summary>188 odd, corrupt and malicious files, each with what a reader should do.</summary>
public class HostilePictureTests
{
    private static readonly PictureDecoder Decoder = new();
    private static readonly Preprocessor Preprocessor = new(new PreprocessConfig { Size = 32, ApplyOrientation = true });

    [Fact]
    public void Decode_EveryHostileFile_AnswersAsTheManifestExpects()
    {
        List<string> wrong = [];
        int fileCount = 0;
        foreach (JsonElement entry in Manifest())
        {
            fileCount++;
            string file = entry.GetProperty("file").GetString()!, expect = entry.GetProperty("expect").GetString()!;
            byte[] bytes = File.ReadAllBytes(Reference.Data($"hostile/{file}"));
            var watch = Stopwatch.StartNew();
            string first = Answer(bytes), second = Answer(bytes);
            bool decoded = first.Contains('x', StringComparison.Ordinal);
            bool right = expect switch
            {
                "decode" => decoded && first.StartsWith(entry.GetProperty("size_if_decoded").GetString()!, StringComparison.Ordinal),
                "reject" => !decoded,
                _ => true,
            };
            bool foreign = entry.GetProperty("core_format").GetString() == "false" && first == nameof(PictureProblem.UnsupportedFormat);
            if (!(right || foreign) || first != second || watch.Elapsed > TimeSpan.FromSeconds(10))
                wrong.Add($"{file}: expected {expect}, answered {first}, then {second}, in {watch.Elapsed}");
        }
        Assert.Empty(wrong);
        Assert.Equal(188, fileCount);
    }

    [Fact]
    public void ReadHeader_HostileFiles_FindsTheOrientationOfTheManifest()
    {
        int found = 0;
        foreach (JsonElement entry in Manifest().Where(e => e.GetProperty("expect").GetString() == "decode"))
        {
            PictureHeader header = Decoder.ReadHeader(File.ReadAllBytes(Reference.Data($"hostile/{entry.GetProperty("file").GetString()}")));
            string wanted = entry.GetProperty("exif_orientation").GetString()!;
            if (wanted.Length > 0)
            {
                Assert.Equal((entry.GetProperty("file").GetString(), wanted), (entry.GetProperty("file").GetString(), $"{(int)header.Orientation}"));
                found++;
            }
        }
        Assert.True(found > 10);
    }

    [Theory]
    [InlineData("decompression_bomb.gif")]
    [InlineData("bmp__b__reallybig.bmp")]
    public void Decode_Bomb_IsRefusedFromItsHeader(string file)
    {
        byte[] bytes = File.ReadAllBytes(Reference.Data($"hostile/images/{file}"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        PictureException error = Assert.Throws<PictureException>(() => Decoder.Decode(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.True(error.Problem is PictureProblem.TooManyPixels or PictureProblem.SideTooLong, error.Message);
    }

    private static JsonElement[] Manifest()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Reference.Data("hostile/manifest.json")));
        return [.. manifest.RootElement.EnumerateArray().Select(e => e.Clone())];
    }

    /// <summary>Size and digest of what the model would see, or the problem. Any other exception ends the test.</summary>
    private static string Answer(byte[] bytes)
    {
        try
        {
            using Picture picture = Decoder.Decode(bytes);
            byte[] pixels_HWC = new byte[Preprocessor.PixelCount];
            Preprocessor.Crop(picture, pixels_HWC);
            return $"{picture.Width}x{picture.Height} {Convert.ToHexString(SHA256.HashData(picture.Pixels))} {Convert.ToHexString(SHA256.HashData(pixels_HWC))}";
        }
        catch (PictureException error)
        {
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
            return error.Problem.ToString();
        }
    }
}
