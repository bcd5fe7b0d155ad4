using System.Text;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>A folder of a test's own, gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("clipgrid-sources-").FullName;

    /// <summary>The smallest picture: the sources never decode one.</summary>
    public static byte[] Picture { get; } = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, byte[] bytes)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Writes a text in UTF-8 without a mark and returns its path.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes pictures a.png, b.png and so on.</summary>
    public ScratchFolder WithPictures(params string[] names)
    {
        foreach (string name in names)
            Write(name, Picture);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
