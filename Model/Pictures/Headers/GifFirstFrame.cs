using System.Buffers.Binary;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>
/// The first frame of a GIF, taken out of its file: later frames are never looked at, and transparency is left behind, because
/// the reference shows the colour that the palette gives to the transparent index.
/// </summary>
internal readonly ref struct GifFirstFrame
{
    private const int ScreenBytes = 13, DescriptorBytes = 10, Interlaced = 0x40, HasTable = 0x80;

    private readonly ReadOnlySpan<byte> _descriptor;
    private readonly GifBlocks _image;
    private readonly ReadOnlySpan<byte> _palette;
    private readonly byte _background;

    private GifFirstFrame(PictureHeader header, ReadOnlySpan<byte> descriptor, ReadOnlySpan<byte> palette, byte background, GifBlocks image)
    {
        Header = header;
        _descriptor = descriptor;
        _palette = palette;
        _background = background;
        _image = image;
    }

    /// <summary>Size of screen and frame together; <see cref="PictureMode.Grey"/> when the palette is the grey ramp.</summary>
    public PictureHeader Header { get; }

    /// <summary>Red, green, blue outside the frame: the transparent index' colour, else the first.</summary>
    public (byte Red, byte Green, byte Blue) Surround =>
        _palette.Length == 0 ? (_background, _background, _background)
        : _background * 3 < _palette.Length ? (_palette[_background * 3], _palette[_background * 3 + 1], _palette[_background * 3 + 2])
        : default;

    /// <summary>Finds the frame: <c>GIF89a w w h h flags bg aspect [table] (21 … extensions)* 2C x x y y w w h h flags [table] bits blocks 00</c>.</summary>
    /// <exception cref="PictureException">The file ends before the first frame's data, or has no frame.</exception>
    public static GifFirstFrame Read(ReadOnlySpan<byte> file)
    {
        var rest = new GifBlocks(file);
        ReadOnlySpan<byte> screen = rest.Take(ScreenBytes);
        ReadOnlySpan<byte> palette = rest.TakeTable(screen[10]);
        byte background = 0;
        while (true)
        {
            switch (rest.Take(1)[0])
            {
                case 0x21:
                    byte label = rest.Take(1)[0];
                    ReadOnlySpan<byte> extension = rest.TakeBlocks();
                    if (label == 0xF9 && extension is [_, var flags, _, _, var transparent, ..] && (flags & 1) != 0)
                        background = transparent;
                    break;
                case 0x2C:
                    ReadOnlySpan<byte> descriptor = rest.Take(DescriptorBytes - 1);
                    if ((descriptor[8] & HasTable) != 0)
                        palette = rest.TakeTable(descriptor[8]);
                    return new GifFirstFrame(ReadSize(screen, descriptor, palette), descriptor, palette, background, rest);
                case 0x3B:
                    throw Fault.Corrupt(PictureFormat.Gif, "it has no frame");
                default:
                    break; // stray bytes between blocks are stepped over, as other readers do
            }
        }
    }

    /// <summary>The frame as a GIF of its own, with one table and no extension.</summary>
    /// <exception cref="PictureException">The file ends inside the frame's data.</exception>
    public byte[] ToFile()
    {
        GifBlocks rest = _image;
        ReadOnlySpan<byte> data = rest.TakeImage();
        int tableEntries = _palette.Length == 0 ? 256 : _palette.Length / 3;
        byte[] file = new byte[ScreenBytes + tableEntries * 3 + DescriptorBytes + data.Length + 1];
        "GIF89a"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), (ushort)Math.Min(Header.Width, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)Math.Min(Header.Height, ushort.MaxValue));
        file[10] = (byte)(HasTable | (int.Log2(tableEntries) - 1));
        Span<byte> table = file.AsSpan(ScreenBytes, tableEntries * 3);
        _palette.CopyTo(table);
        for (int i = 0; _palette.Length == 0 && i < table.Length; i++)
            table[i] = (byte)(i / 3); // without any table an index is a grey level
        Span<byte> frame = file.AsSpan(ScreenBytes + table.Length);
        frame[0] = 0x2C;
        _descriptor.CopyTo(frame[1..]);
        frame[9] &= Interlaced;
        data.CopyTo(frame[DescriptorBytes..]);
        file[^1] = 0x3B;
        return file;
    }

    private static PictureHeader ReadSize(ReadOnlySpan<byte> screen, ReadOnlySpan<byte> descriptor, ReadOnlySpan<byte> palette)
    {
        // A frame that reaches beyond the screen enlarges it. A frame or a screen without area has nothing to show.
        (int screenWidth, int screenHeight) = Fault.Size(PictureFormat.Gif, ReadUInt16(screen, 6), ReadUInt16(screen, 8));
        (int width, int height) = Fault.Size(PictureFormat.Gif, ReadUInt16(descriptor, 4), ReadUInt16(descriptor, 6));
        return new PictureHeader
        {
            Format = PictureFormat.Gif,
            Width = Math.Max(screenWidth, ReadUInt16(descriptor, 0) + width),
            Height = Math.Max(screenHeight, ReadUInt16(descriptor, 2) + height),
            Mode = GreyRamp.Is(palette) ? PictureMode.Grey : PictureMode.Palette,
        };
    }

    private static int ReadUInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
