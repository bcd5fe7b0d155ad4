using System.IO.Compression;

namespace ClipGrid.Model.Tokenization.Files;

/// <summary>
/// OpenAI's vocabulary file: packed text, a version line, then one merge on each line (<c>i n</c>), more than CLIP uses.
/// </summary>
internal static class OpenAiFile
{
    /// <summary>The merges that CLIP uses of the 262,144 in the file.</summary>
    private const int MergeCount = 49152 - 256 - 2;

    public static Vocabulary Read(Stream stream, string file)
    {
        string[] lines = FileContent.Lines(Unpack(FileContent.Bytes(stream, file), file), file);
        var merges = new List<MergeText>(MergeCount);
        for (int line = 1; line < lines.Length && merges.Count < MergeCount; line++)
            if (lines[line].Length > 0)
                merges.Add(MergesTextFile.Parse(lines[line], line + 1, file));
        if (merges.Count < MergeCount)
            throw new VocabularyException(file, null, $"It has {merges.Count} merges, but CLIP's has at least {MergeCount}. The file is cut off or another one: take bpe_simple_vocab_16e6.txt.gz again.");
        return VocabularyBuilder.Build(file, Tokens(merges), file, merges);
    }

    /// <summary>Tokens in CLIP's order: bytes, bytes at a word's end, the result of each merge, start and end of text.</summary>
    public static string[] Tokens(IReadOnlyList<MergeText> merges) =>
    [
        .. ByteAlphabet.InIdOrder.Select(b => ByteAlphabet.Character(b).ToString()),
        .. ByteAlphabet.InIdOrder.Select(b => ByteAlphabet.Character(b) + ByteAlphabet.EndOfWord),
        .. merges.Select(merge => merge.Left + merge.Right),
        SpecialTokens.StartOfText,
        SpecialTokens.EndOfText,
    ];

    private static byte[] Unpack(byte[] content, string file)
    {
        if (content is not [0x1F, 0x8B, ..])
            return content;
        try
        {
            using var unpacked = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            return FileContent.Bytes(unpacked, file);
        }
        catch (InvalidDataException e)
        {
            throw new VocabularyException(file, null, "Its compressed data is damaged. Take bpe_simple_vocab_16e6.txt.gz again.", e);
        }
    }
}
