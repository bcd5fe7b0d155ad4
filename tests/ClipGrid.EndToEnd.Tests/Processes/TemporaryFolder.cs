namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>A folder that lives as long as its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipgrid-");

    public string FullName => _folder.FullName;

    public string Combine(string relative) => Path.Combine(FullName, relative);

    public void Dispose() => _folder.Delete(recursive: true);
}
