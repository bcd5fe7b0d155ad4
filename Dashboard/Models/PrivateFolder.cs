namespace ClipGrid.Dashboard.Models;

/// <summary>A new folder of this process, for files on their way between a browser and the grid; nobody else's account may look into it.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipgrid-");

    /// <summary>A place in it.</summary>
    public string Place(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Deletes it with everything in it.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
