namespace ClipGrid.Model.Pictures.Headers;

/// <summary>Takes a GIF apart from front to back, never past its end.</summary>
internal ref struct GifBlocks(ReadOnlySpan<byte> file)
{
    private ReadOnlySpan<byte> _rest = file;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw Fault.Truncated(PictureFormat.Gif, "before its first frame is complete");
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    /// <summary>The colour table that <paramref name="flags"/> announce: 2 to 256 entries of red, green, blue; empty without one.</summary>
    public ReadOnlySpan<byte> TakeTable(byte flags) => (flags & 0x80) == 0 ? [] : Take(3 << ((flags & 7) + 1));

    /// <summary>Length-prefixed blocks with lengths and the closing zero.</summary>
    public ReadOnlySpan<byte> TakeBlocks()
    {
        ReadOnlySpan<byte> start = _rest;
        for (int length = Take(1)[0]; length != 0; length = Take(1)[0])
            Take(length);
        return start[..(start.Length - _rest.Length)];
    }

    /// <summary>The smallest code size and the compressed indices.</summary>
    public ReadOnlySpan<byte> TakeImage()
    {
        ReadOnlySpan<byte> start = _rest;
        Take(1);
        return start[..(1 + TakeBlocks().Length)];
    }
}
