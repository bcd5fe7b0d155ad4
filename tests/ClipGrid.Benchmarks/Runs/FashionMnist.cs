using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using ClipGrid.Model.Training;
using SkiaSharp;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>The idx files of Fashion-MNIST.</summary>
internal static class FashionMnist
{
    internal const int Side = 28;

    internal const string Template = "a photo of a {}";

    internal static readonly string[] ClassNames =
        ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>Grey pictures of 28 x 28 bytes with their labels.</summary>
    /// <param name="dataFolder">The folder above fashion-mnist.</param>
    /// <param name="part">"train" or "t10k".</param>
    internal static (byte[][] Pictures, byte[] Labels) Read(string dataFolder, string part)
    {
        byte[] pixels = Unpack(Path.Combine(dataFolder, "fashion-mnist", $"{part}-images-idx3-ubyte.gz"));
        byte[] labels = Unpack(Path.Combine(dataFolder, "fashion-mnist", $"{part}-labels-idx1-ubyte.gz"));
        int count = BinaryPrimitives.ReadInt32BigEndian(pixels.AsSpan(4));
        const int size = Side * Side, pictureHeader = 16, labelHeader = 8;
        return ([.. Enumerable.Range(0, count).Select(i => pixels[(pictureHeader + (i * size))..(pictureHeader + ((i + 1) * size))])], labels[labelHeader..]);
    }

    /// <summary>Pictures with their class's text, in one group for each class.</summary>
    internal static TrainingPair[] Pairs(byte[][] pictures, byte[] labels)
    {
        ImmutableArray<string>[] captions = [.. ClassNames.Select(name => ImmutableArray.Create(Template.Replace("{}", name, StringComparison.Ordinal)))];
        return [.. pictures.Zip(labels, (picture, label) => new TrainingPair(Png(picture), captions[label], label))];
    }

    /// <summary>A picture as a file.</summary>
    internal static byte[] Png(byte[] grey)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Gray8, SKAlphaType.Opaque));
        grey.CopyTo(bitmap.GetPixelSpan());
        using SKData encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    private static byte[] Unpack(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
