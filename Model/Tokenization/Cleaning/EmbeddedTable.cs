namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>Reads the lines of a table that is embedded in this assembly, without its comments.</summary>
internal static class EmbeddedTable
{
    public static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream($"ClipGrid.Model.Tokenization.{name}")
            ?? throw new InvalidOperationException($"The table {name} is not embedded in {typeof(EmbeddedTable).Assembly.GetName().Name}: rebuild the project.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line is [not '#', ..])
                yield return line;
    }
}
