namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>Two buffers that one thread cleans caption after caption with. Not thread-safe.</summary>
internal sealed class CleaningScratch
{
    private char[] first = new char[256];
    private char[] second = new char[512];

    public Span<char> First(int length) => Take(ref first, length);

    public Span<char> Second(int length) => Take(ref second, length);

    private static Span<char> Take(ref char[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new char[Math.Max(length, buffer.Length * 2)];
        return buffer.AsSpan(0, length);
    }
}
