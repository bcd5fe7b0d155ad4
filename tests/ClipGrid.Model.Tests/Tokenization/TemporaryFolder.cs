namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>A folder for one test's files, deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("clipgrid-tokens-");

    public string FullName => folder.FullName;

    public string Write(string name, string content)
    {
        string path = Path.Combine(FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    public string Write(string name, byte[] content)
    {
        string path = Path.Combine(FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
