namespace ClipGrid.Model.Pictures.Headers;

/// <summary>Finds the format by the first bytes and reads that format's header.</summary>
internal static class HeaderReader
{
    public static PictureHeader Read(ReadOnlySpan<byte> file) => Detect(file) switch
    {
        PictureFormat.Jpeg => JpegHeader.Read(file),
        PictureFormat.Png => PngHeader.Read(file),
        PictureFormat.Gif => GifFirstFrame.Read(file).Header,
        PictureFormat.Bmp => BmpHeader.Read(file),
        PictureFormat.WebP => WebPHeader.Read(file),
        _ => throw Fault.Unsupported("The file is no picture of a known format"),
    };

    private static PictureFormat? Detect(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PictureFormat.Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => PictureFormat.Gif,
        [(byte)'B', (byte)'M', ..] => PictureFormat.Bmp,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureFormat.WebP,
        _ => null,
    };
}
