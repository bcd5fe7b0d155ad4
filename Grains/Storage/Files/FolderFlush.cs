using System.Runtime.InteropServices;

namespace ClipGrid.Grains.Storage.Files;

/// <summary>
/// Brings a folder's entries to the disk: after a rename the file is safe, but under which name is not, until its folder is.
/// .NET opens no folders, so this calls the C library. Windows needs no such call and has none.
/// </summary>
internal static partial class FolderFlush
{
    private const int CloseOnExecute = 0x80000, InvalidArgument = 22, NoEntry = 2;

    /// <summary>Returns when the folder's entries are on the disk.</summary>
    public static void Flush(string folder)
    {
        if (!TryFlush(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
    }

    /// <summary>The same; false if there is no such folder.</summary>
    public static bool TryFlush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return true;
        int descriptor = Open(folder, OperatingSystem.IsLinux() ? CloseOnExecute : 0);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError() is var reason and not NoEntry ? throw Failure(folder, reason) : false;
        try
        {
            // EINVAL: a file system that cannot flush folders.
            if (Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() is var error and not InvalidArgument)
                throw Failure(folder, error);
            return true;
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder, int error) => new($"Flushing {folder} failed: {Marshal.GetPInvokeErrorMessage(error)}.", error);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
