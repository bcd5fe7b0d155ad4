using System.IO.Compression;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Packs bytes.</summary>
internal static class Gzip
{
    /// <summary>The bytes as gzip.</summary>
    public static byte[] Pack(params ReadOnlySpan<byte> bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
