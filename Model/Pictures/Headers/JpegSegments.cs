using System.Buffers.Binary;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>
/// Walks a JPEG's marker segments (ITU-T T.81, annex B), and steps over entropy-coded data and stray bytes as decoders do:
/// <c>FF D8 · FF E1 00 10 … · FF C0 00 11 … · FF DA 00 0C … data FF 00 data · FF D9</c>.
/// </summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> file)
{
    public const byte EndOfImage = 0xD9, StartOfScan = 0xDA, App1 = 0xE1;

    private readonly ReadOnlySpan<byte> _file = file;
    private int _position = 2;

    /// <summary>The second byte of the current marker.</summary>
    public byte Marker { get; private set; }

    /// <summary>The current segment without marker and length; empty at the end of the image.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>Goes to the next segment; at the end of the image marker the walk must stop.</summary>
    /// <exception cref="PictureException">The file ends before the end marker.</exception>
    public void Next()
    {
        do
        {
            int gap = _file[_position..].IndexOf((byte)0xFF);
            int start = gap < 0 ? -1 : _file[(_position + gap)..].IndexOfAnyExcept((byte)0xFF);
            if (start < 0)
                throw Fault.Truncated(PictureFormat.Jpeg, "before its end-of-image marker");
            _position += gap + start;
            Marker = _file[_position++];
        }
        while (Marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8)); // stuffed bytes, restarts and stray starts carry no segment

        Body = [];
        if (Marker == EndOfImage)
            return;
        if (_file.Length - _position < 2)
            throw Fault.Truncated(PictureFormat.Jpeg, "inside a segment");
        int length = BinaryPrimitives.ReadUInt16BigEndian(_file[_position..]);
        if (length < 2)
            throw Fault.Corrupt(PictureFormat.Jpeg, $"segment {Marker:X2} declares a length of {length}");
        if (_file.Length - _position < length)
            throw Fault.Truncated(PictureFormat.Jpeg, "inside a segment");
        Body = _file.Slice(_position + 2, length - 2);
        _position += length;
    }
}
