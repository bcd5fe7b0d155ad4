using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage.Files;

namespace ClipGrid.Grains.Storage;

/// <summary>
/// Holds a data folder for one silo, until it is disposed of. A silo that starts asks here first, so that it ends with one sentence
/// where the folder cannot be used, rather than with a half-working grid.
/// </summary>
public sealed class DataFolderGuard : IDisposable
{
    private const int Format = 1;
    private const int ProbeLength = 4096;
    private const string FormatFile = "format.json";
    private const string LockFile = "silo.lock";
    private readonly FileStream _lock;

    private DataFolderGuard(string folder, FileStream hold)
    {
        Folder = folder;
        _lock = hold;
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>Makes the folder if there is none and takes it.</summary>
    /// <exception cref="GridException">
    /// WrongState: another silo has it; NewerFormat: a newer release wrote it; Unavailable, StorageFull: it cannot be written; Corrupt:
    /// its format file is none.
    /// </exception>
    public static DataFolderGuard Open(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string path = Path.GetFullPath(folder);
        FileStream? hold = null;
        try
        {
            Directory.CreateDirectory(path);
            hold = Lock(path);
            CheckFormat(path);
            WriteFlushed(Path.Combine(path, "probe.tmp"), new byte[ProbeLength]);
            File.Delete(Path.Combine(path, "probe.tmp"));
            return new DataFolderGuard(path, hold);
        }
        catch (Exception exception)
        {
            hold?.Dispose();
            if (FileFaults.IsKnown(exception))
                throw FileFaults.Explain(exception, path, "opening the data folder");
            throw;
        }
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (FileFaults.IsInUse(exception))
        {
            throw new GridException(GridProblem.WrongState, $"The data folder {folder} is in use by another silo: stop that one, or give this one a folder of its own.", exception);
        }
    }

    private static void CheckFormat(string folder)
    {
        string path = Path.Combine(folder, FormatFile);
        if (!File.Exists(path))
        {
            WriteFlushed(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, int> { ["format"] = Format }));
            File.Move(path + ".tmp", path);
            FolderFlush.Flush(folder);
            return;
        }
        int format = ReadFormat(path);
        if (format > Format)
            throw new GridException(GridProblem.NewerFormat, $"The data folder {folder} was written by a newer release (format {format}; this one knows {Format}): run that release, or give this one another folder.");
    }

    // {"format":1}: a newer release may add members.
    private static int ReadFormat(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.GetProperty("format").TryGetInt32(out int format) && format > 0)
                return format;
            throw new JsonException("Its format is no positive number.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new GridException(GridProblem.Corrupt, $"{path} does not say which format the data folder has ({exception.Message.TrimEnd('.')}): restore it from a copy; {{\"format\":{Format}}} is what this release writes.", exception);
        }
    }

    private static void WriteFlushed(string path, byte[] bytes)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
