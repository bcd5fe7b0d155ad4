using ClipGrid.Cli.Hosting;

namespace ClipGrid.Cli.Datasets;

/// <summary>A file with a label's name a line.</summary>
internal static class LabelFile
{
    private const int MostLabels = 100_000;

    /// <summary>The names; the last line may be empty.</summary>
    public static IEnumerable<string> Read(FileInfo file)
    {
        if (!file.Exists)
            throw new MisuseException($"{file.FullName} is not there: name a file with a label a line.");
        string[] lines = [.. File.ReadLines(file.FullName).Take(MostLabels + 1).Select(line => line.Trim())];
        string[] labels = lines is [.., ""] ? lines[..^1] : lines;
        int empty = Array.FindIndex(labels, label => label.Length == 0);
        return labels.Length is > 0 and <= MostLabels && empty < 0
            ? labels
            : throw new MisuseException(empty >= 0 ? $"{file.FullName}, line {empty + 1} is empty: write a label's name." : $"{file.FullName} holds {(labels.Length == 0 ? "no" : "too many")} labels: write 1 to {MostLabels} lines.");
    }
}
