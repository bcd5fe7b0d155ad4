namespace ClipGrid.Model.Pictures.Headers;

/// <summary>Pillow's test whether a palette says nothing: entry i is grey level i.</summary>
internal static class GreyRamp
{
    public static bool Is(ReadOnlySpan<byte> palette, int entryBytes = 3)
    {
        for (int i = 0; i < palette.Length / entryBytes; i++)
        {
            if (palette.Slice(i * entryBytes, 3).ContainsAnyExcept((byte)i))
                return false;
        }
        return true;
    }
}
