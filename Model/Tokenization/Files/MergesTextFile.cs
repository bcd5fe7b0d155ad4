using System.Text;

namespace ClipGrid.Model.Tokenization.Files;

/// <summary>The text file of merges: <c>#version: 0.2</c>, then pairs with a space between: <c>i n</c>, <c>th e&lt;/w&gt;</c>.</summary>
internal static class MergesTextFile
{
    private const string Version = "#version: 0.2";

    public static List<MergeText> Read(string path)
    {
        string file = Path.GetFileName(path);
        string[] lines = FileContent.Lines(FileContent.Bytes(path), file);
        // Some tools leave the version out. No merge can look like it: "#" and letters never share a token.
        int first = lines[0].Contains("#version", StringComparison.Ordinal) ? 1 : 0;
        var merges = new List<MergeText>(lines.Length);
        for (int line = first; line < lines.Length; line++)
            if (lines[line].Length > 0)
                merges.Add(Parse(lines[line], line + 1, file));
        return merges;
    }

    public static MergeText Parse(string text, int line, string file) => text.Split(' ') is [{ Length: > 0 } left, { Length: > 0 } right]
        ? new MergeText(left, right, $"line {line}")
        : throw new VocabularyException(file, $"line {line}", $"'{Shorten(text)}' is no merge: two tokens with one space between. Take the published file again.");

    public static void Write(Stream stream, IEnumerable<(string Left, string Right)> merges)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(Version + "\n");
        foreach ((string left, string right) in merges)
            writer.Write($"{left} {right}\n");
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
