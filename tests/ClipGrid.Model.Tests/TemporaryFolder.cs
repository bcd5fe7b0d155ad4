namespace ClipGrid.Model.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipgrid-test-");

    public string Path => _folder.FullName;

    /// <summary>Full path of something in it.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Puts a copy of a file into it, under its own name.</summary>
    public void Add(string file) => File.Copy(file, In(System.IO.Path.GetFileName(file)));

    /// <summary>Puts copies of a folder's files into it.</summary>
    public void AddAll(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
            Add(file);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
