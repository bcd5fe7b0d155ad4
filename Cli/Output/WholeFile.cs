namespace ClipGrid.Cli.Output;

/// <summary>A file that appears whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the path, then moves there; a file that is there is replaced.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        string half = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (FileStream file = new(half, FileMode.CreateNew, FileAccess.Write))
                await write(file);
            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }
}
