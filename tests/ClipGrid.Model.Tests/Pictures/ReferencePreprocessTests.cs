using System.Text.Json;
using ClipGrid.Model.Pictures;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

/// <summary>The reference's own results over 58 files. Skia's JPEG decoder equals Pillow's, so the tolerance is zero levels throughout.</summary>
public class ReferencePreprocessTests
{
    private static readonly PictureDecoder Decoder = new();

    /// <summary>16-bit grey: Pillow 9.4 clips at 255 where we keep the high byte. The golden README says not to chase it.</summary>
    private static readonly HashSet<string> Grey16 = ["png_gray16.png", "png_gray16_dark.png"];

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(224)]
    public void Crop_ReferenceOrder_EqualsEveryGolden(int size)
    {
        var config = new PreprocessConfig { Size = size };
        int compared = 0;
        foreach ((string file, GoldenTensor expected) in GoldenTensors.Load($"preprocess/cropped_u8_{size}.safetensors"))
        {
            if (Grey16.Contains(file))
                continue;
            // The inks of CMYK are out of reach: the decoder hands out RGB, which has a golden of its own.
            byte[] wanted = file == "jpg_cmyk.jpg" && size < 224 ? Alternatives()[$"{file}@{size}"].Bytes : expected.Bytes;
            int tolerance = file == "jpg_cmyk.jpg" ? 1 : 0;
            AssertNear(wanted, Crop(file, config), tolerance, $"{file} at {size}");
            compared++;
        }
        Assert.True(compared >= 15, $"Only {compared} files were compared.");
    }

    [Fact]
    public void Crop_RgbFirst_EqualsEveryAlternative()
    {
        foreach ((string key, GoldenTensor expected) in Alternatives())
        {
            string[] parts = key.Split('@');
            if (Grey16.Contains(parts[0]))
                continue;
            var config = new PreprocessConfig { Size = int.Parse(parts[1], null), ConvertRgbFirst = true };
            AssertNear(expected.Bytes, Crop(parts[0], config), 0, key);
        }
    }

    [Fact]
    public void Crop_RgbFirstOnPlainRgb_EqualsTheReferenceOrder()
    {
        var config = new PreprocessConfig { Size = 64, ConvertRgbFirst = true };
        AssertNear(GoldenTensors.Load("preprocess/cropped_u8_64.safetensors")["png_rgb.png"].Bytes, Crop("png_rgb.png", config), 0, "png_rgb.png");
    }

    [Fact]
    public void Run_DefaultConfig_EqualsTheNormalisedGoldens()
    {
        var preprocessor = new Preprocessor(new PreprocessConfig { Size = 32 });
        foreach ((string file, GoldenTensor expected) in GoldenTensors.Load("preprocess/normalized_f32_32.safetensors"))
        {
            if (Grey16.Contains(file) || file == "jpg_cmyk.jpg")
                continue;
            float[] pixels_CHW = new float[preprocessor.PixelCount];
            using Picture picture = Decoder.Decode(Bytes(file));
            preprocessor.Run(picture, pixels_CHW);
            Assert.Equal(expected.Floats, pixels_CHW);
        }
    }

    [Fact]
    public void Decode_GoldenFiles_EqualsTheDecodedGoldens()
    {
        foreach ((string file, GoldenTensor expected) in GoldenTensors.Load("preprocess/decoded_rgb_u8.safetensors"))
        {
            if (Grey16.Contains(file))
                continue;
            using Picture picture = Decoder.Decode(Bytes(file));
            byte[] rgb = [.. picture.Pixels.ToArray().Where((_, i) => i % 4 != 3)];
            Assert.Equal([picture.Height, picture.Width, 3], expected.Shape);
            AssertNear(expected.Bytes, rgb, 0, file);
        }
    }

    [Fact]
    public void ReadHeader_GoldenFiles_GivesPillowsSizeAndMode()
    {
        using JsonDocument goldens = GoldenTensors.LoadJson("preprocess/preprocess.json");
        foreach (JsonElement golden in goldens.RootElement.GetProperty("images").EnumerateArray())
        {
            string file = golden.GetProperty("file").GetString()!;
            PictureHeader header = Decoder.ReadHeader(Bytes(file));
            PictureMode mode = golden.GetProperty("mode").GetString() switch
            {
                "1" => PictureMode.Bilevel,
                "P" => PictureMode.Palette,
                "L" or "I" => PictureMode.Grey,
                "LA" => PictureMode.GreyAlpha,
                "RGB" => PictureMode.Rgb,
                "RGBA" => PictureMode.Rgba,
                _ => PictureMode.Cmyk,
            };
            Assert.Equal(
                (file, golden.GetProperty("format").GetString()!.ToUpperInvariant(), golden.GetProperty("width").GetInt32(), golden.GetProperty("height").GetInt32(), mode),
                (file, header.Format.ToString().ToUpperInvariant(), header.Width, header.Height, header.Mode));
            int suffix = file.IndexOf("orientation", StringComparison.Ordinal);
            Assert.Equal(suffix < 0 ? 1 : file[suffix + "orientation".Length] - '0', (int)header.Orientation);
        }
    }

    private static IReadOnlyDictionary<string, GoldenTensor> Alternatives() => GoldenTensors.Load("preprocess/alternative_rgb_first_u8.safetensors");

    private static byte[] Bytes(string file) => File.ReadAllBytes(Reference.Golden($"preprocess/images/{file}"));

    private static byte[] Crop(string file, PreprocessConfig config)
    {
        var preprocessor = new Preprocessor(config);
        byte[] pixels_HWC = new byte[preprocessor.PixelCount];
        using Picture picture = Decoder.Decode(Bytes(file));
        preprocessor.Crop(picture, pixels_HWC);
        return pixels_HWC;
    }

    private static void AssertNear(byte[] expected, byte[] actual, int tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        int worst = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(worst <= tolerance, $"{what}: {worst} levels apart, {tolerance} allowed.");
    }
}
