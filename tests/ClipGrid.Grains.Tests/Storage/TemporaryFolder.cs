namespace ClipGrid.Grains.Tests.Storage;

/// <summary>A folder that ends with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public TemporaryFolder()
        : this(System.IO.Path.GetTempPath())
    {
    }

    private TemporaryFolder(string parent) => Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"clipgrid-storage-{Guid.NewGuid():N}")).FullName;

    public string Path { get; }

    /// <summary>One in memory where the system has such a place: for more files than a disk makes quickly.</summary>
    public static TemporaryFolder InMemory() => new(Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath());

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
