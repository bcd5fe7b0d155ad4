using ClipGrid.Model.Pictures;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Hostile;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

/// <summary>Thousands of damaged files: a typed refusal or a whole picture, and nothing else.</summary>
public class MutatedPictureTests
{
    private const int PerFile = 60;
    private static readonly PictureDecoder Decoder = new(new PictureLimits { MaxPixels = 4 << 20 });

    [Fact]
    public void Decode_CutFile_IsRefusedOrStillWhole()
    {
        int cutCount = 0;
        foreach (byte[] file in Files())
        {
            using Picture whole = Decoder.Decode(file);
            foreach (int length in Enumerable.Range(0, 24).Select(i => i * file.Length / 24).Concat(Enumerable.Range(1, 24).Select(i => file.Length - i)).Where(l => l >= 0))
            {
                using Picture? cut = TryDecode(file.AsSpan(0, length));
                // What is still accepted has lost only what comes after the picture.
                Assert.True(cut is null || cut.Pixels.SequenceEqual(whole.Pixels), $"A {whole.Header.Format} cut to {length} of {file.Length} bytes became another picture.");
                cutCount++;
            }
        }
        Assert.True(cutCount > 1000);
    }

    [Fact]
    public void Decode_FlippedBytes_IsRefusedOrAPicture()
    {
        HostileCases cases = new(PerFile);
        var random = new Random(cases.Seed);
        int accepted = 0, refused = 0;
        foreach (byte[] file in Files())
        {
            for (int round = 0; round < cases.Count; round++)
            {
                byte[] damaged = [.. file];
                int reach = round % 2 == 0 ? Math.Min(64, file.Length) : file.Length; // every second one in the header
                for (int flips = random.Next(1, 5); flips > 0; flips--)
                    damaged[random.Next(reach)] ^= (byte)(1 << random.Next(8));
                using Picture? picture = TryDecode(damaged);
                if (picture is null)
                    refused++;
                else
                    accepted++;
            }
        }
        Assert.True(accepted > cases.Count && refused > cases.Count, $"{cases}: {accepted} accepted, {refused} refused.");
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })]
    [InlineData(new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 })]
    [InlineData(new byte[] { 0x42, 0x4D })]
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50 })]
    public void Decode_NextToNothing_IsRefused(byte[] file) => Assert.Throws<PictureException>(() => Decoder.Decode(file));

    private static IEnumerable<byte[]> Files()
    {
        foreach (string path in Directory.EnumerateFiles(Reference.Golden("preprocess/images")).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(path).Length < 50_000)
                yield return File.ReadAllBytes(path);
        }
        yield return Samples.Photo(60, 40, seed: 1);
        yield return Samples.Photo(60, 40, seed: 1, SKEncodedImageFormat.Webp, 70);
    }

    private static Picture? TryDecode(ReadOnlySpan<byte> file)
    {
        try
        {
            return Decoder.Decode(file);
        }
        catch (PictureException)
        {
            return null;
        }
    }
}
