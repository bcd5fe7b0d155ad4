namespace ClipGrid.Grains.Cluster;

/// <summary>The silo's scratch folder, emptied when this is made: once for a silo. Safe for any number of callers.</summary>
internal sealed class ScratchFolder
{
    /// <summary>Takes the folder of the options and empties it.</summary>
    public ScratchFolder(ScratchOptions options)
    {
        Path = System.IO.Path.GetFullPath(options.Folder);
        Directory.CreateDirectory(Path);
        foreach (string folder in Directory.EnumerateDirectories(Path))
            Directory.Delete(folder, recursive: true);
        foreach (string file in Directory.EnumerateFiles(Path))
            File.Delete(file);
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Makes a new folder in it that nobody else uses; who asks for it deletes it.</summary>
    /// <param name="purpose">Shown in its name.</param>
    public string NewFolder(string purpose) =>
        Directory.CreateDirectory(System.IO.Path.Combine(Path, $"{purpose}-{Guid.NewGuid():N}")).FullName;
}
