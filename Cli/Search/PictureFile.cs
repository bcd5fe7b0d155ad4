using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Embedding;

namespace ClipGrid.Cli.Search;

/// <summary>A picture of this machine's disk.</summary>
internal static class PictureFile
{
    private const long LargestFile = 64L << 20;

    /// <summary>Reads it.</summary>
    public static async Task<PictureInput> ReadAsync(string path, CancellationToken cancellationToken)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            throw new MisuseException($"There is no picture {path}: check the path.");
        if (file.Length is 0 or > LargestFile)
            throw new MisuseException($"{path} has {file.Length} bytes: name a picture of 1 byte to 64 MiB.");
        return new PictureInput { Bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken) };
    }
}
