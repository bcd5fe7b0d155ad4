using System.Runtime.InteropServices;

namespace ClipGrid.Model.Pictures;

/// <summary>Turns a picture as its orientation tag asks.</summary>
internal static class Upright
{
    /// <summary>A turned copy, which the caller disposes; null where the picture is upright already.</summary>
    public static Picture? Turn(Picture picture)
    {
        PictureOrientation orientation = picture.Header.Orientation;
        if (orientation == PictureOrientation.Upright)
            return null;
        (int width, int height) = (picture.Width, picture.Height);
        bool exchanged = orientation >= PictureOrientation.Transposed;
        PictureHeader header = picture.Header with
        {
            Width = exchanged ? height : width,
            Height = exchanged ? width : height,
            Orientation = PictureOrientation.Upright,
        };
        var buffer = new PixelBuffer(picture.Pixels.Length);
        ReadOnlySpan<uint> source = MemoryMarshal.Cast<byte, uint>(picture.Pixels);
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(buffer.Span);
        for (int y = 0; y < header.Height; y++)
        {
            // Where this row starts in the source, and how far apart its pixels are there.
            (int start, int step) = orientation switch
            {
                PictureOrientation.Mirrored => (y * width + width - 1, -1),
                PictureOrientation.UpsideDown => ((height - 1 - y) * width + width - 1, -1),
                PictureOrientation.Flipped => ((height - 1 - y) * width, 1),
                PictureOrientation.Transposed => (y, width),
                PictureOrientation.TurnClockwise => ((height - 1) * width + y, -width),
                PictureOrientation.Transversed => ((height - 1) * width + width - 1 - y, -width),
                _ => (width - 1 - y, width),
            };
            Span<uint> row = target.Slice(y * header.Width, header.Width);
            for (int x = 0; x < row.Length; x++)
                row[x] = source[start + x * step];
        }
        return new Picture(header, buffer);
    }
}
