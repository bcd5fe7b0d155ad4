namespace ClipGrid.Model.Tokenization;

/// <summary>
/// The 256 printable characters that stand for bytes in vocabulary files (GPT-2's table, Radford et al. 2019): a printable
/// Latin-1 byte is its own character, the other 68 follow from U+0100 on.
/// </summary>
internal static class ByteAlphabet
{
    /// <summary>Marks a token that ends a word, in vocabulary files and in decoded text before it becomes a space.</summary>
    public const string EndOfWord = "</w>";

    private static readonly char[] Characters = Build();
    private static readonly Dictionary<char, byte> Bytes = Enumerable.Range(0, 256).ToDictionary(b => Characters[b], b => (byte)b);

    /// <summary>The bytes in the order of their token ids: the printable ones first.</summary>
    public static IEnumerable<byte> InIdOrder { get; } =
        [.. Enumerable.Range(0, 256).OrderBy(b => Characters[b] != b).ThenBy(b => b).Select(b => (byte)b)];

    /// <summary>The character of a byte.</summary>
    public static char Character(byte value) => Characters[value];

    /// <summary>The byte of a character; false where it stands for none.</summary>
    public static bool TryGetByte(char character, out byte value) => Bytes.TryGetValue(character, out value);

    private static char[] Build()
    {
        var characters = new char[256];
        int others = 0;
        for (int b = 0; b < 256; b++)
        {
            bool isPrintable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            characters[b] = (char)(isPrintable ? b : 256 + others++);
        }
        return characters;
    }
}
