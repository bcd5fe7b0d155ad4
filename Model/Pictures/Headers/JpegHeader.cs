using System.Buffers.Binary;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>Reads a JPEG's frame header and orientation, and checks that the picture is all there.</summary>
internal static class JpegHeader
{
    public static PictureHeader Read(ReadOnlySpan<byte> file)
    {
        PictureHeader? header = null;
        PictureOrientation? exif = null, xmp = null;
        var segments = new JpegSegments(file);
        for (segments.Next(); segments.Marker is not (JpegSegments.StartOfScan or JpegSegments.EndOfImage); segments.Next())
        {
            if (segments.Marker == JpegSegments.App1)
            {
                exif ??= segments.Body.StartsWith("Exif\0\0"u8) ? Orientations.FromExif(segments.Body[6..]) : null;
                xmp ??= segments.Body.StartsWith("http://ns.adobe.com/xap/1.0/\0"u8) ? Orientations.FromXmp(segments.Body) : null;
            }
            // Start-of-frame markers share their range with DHT (C4), JPG (C8) and DAC (CC).
            else if (segments.Marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                header ??= ReadFrame(segments.Body);
        }
        return header is null
            ? throw Fault.Corrupt(PictureFormat.Jpeg, "no frame header comes before the first scan")
            : header with { Orientation = exif ?? xmp ?? PictureOrientation.Upright };
    }

    /// <summary>
    /// Walks to the end marker and counts scans. The decoder cannot be asked: of a progressive picture that lacks its
    /// last scans it makes a blurred one and reports success.
    /// </summary>
    /// <exception cref="PictureException">The end marker is missing, or there are more scans than allowed.</exception>
    public static void CheckScans(ReadOnlySpan<byte> file, int maxScans)
    {
        int scanCount = 0;
        var segments = new JpegSegments(file);
        for (segments.Next(); segments.Marker != JpegSegments.EndOfImage; segments.Next())
        {
            if (segments.Marker == JpegSegments.StartOfScan && ++scanCount > maxScans)
                throw new PictureException(PictureProblem.TooManyScans, $"The JPEG file has more than {maxScans} scans, which only serves to keep a decoder busy.");
        }
    }

    /// <summary>Precision, height, width, component count: <c>08 01 77 01 F4 03 …</c> is 500 x 375 in three components.</summary>
    private static PictureHeader ReadFrame(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6)
            throw Fault.Corrupt(PictureFormat.Jpeg, "its frame header is too short");
        (int width, int height) = Fault.Size(
            PictureFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]));
        PictureMode mode = frame[5] switch
        {
            1 => PictureMode.Grey,
            3 => PictureMode.Rgb,
            4 => PictureMode.Cmyk,
            var count => throw Fault.Unsupported($"A JPEG of {count} components cannot be read"),
        };
        return new PictureHeader { Format = PictureFormat.Jpeg, Width = width, Height = height, Mode = mode };
    }
}
