using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage.Files;

/// <summary>Puts what the file system answers into a sentence that says what to do.</summary>
internal static class FileFaults
{
    // On Unix an IOException's HResult is the errno; on Windows it is 0x8007 and the Win32 code.
    private const int NoSpace = 28, QuotaExceeded = 122, ReadOnlyFileSystem = 30, WouldBlock = 11, WouldBlockMac = 35;
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027), WindowsSharing = unchecked((int)0x80070020);

    /// <summary>True for what <see cref="Explain"/> explains.</summary>
    public static bool IsKnown(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>True if somebody else has the file open in a way that excludes us.</summary>
    public static bool IsInUse(IOException exception) =>
        OperatingSystem.IsWindows() ? exception.HResult == WindowsSharing : exception.HResult is WouldBlock or WouldBlockMac;

    /// <summary>True if there is no room left.</summary>
    public static bool IsFull(Exception exception) => exception is IOException &&
        (OperatingSystem.IsWindows() ? exception.HResult is WindowsDiskFull or WindowsHandleDiskFull : exception.HResult is NoSpace or QuotaExceeded);

    /// <summary>True if the folder cannot be written because of its rights or because its file system is read-only.</summary>
    public static bool IsForbidden(Exception exception) =>
        exception is UnauthorizedAccessException || (!OperatingSystem.IsWindows() && exception.HResult == ReadOnlyFileSystem);

    /// <summary>The exception for callers.</summary>
    /// <param name="exception">What the file system answered.</param>
    /// <param name="folder">The store's folder.</param>
    /// <param name="action">What was tried, as in "writing a/b".</param>
    public static GridException Explain(Exception exception, string folder, string action)
    {
        if (IsFull(exception))
            return new GridException(GridProblem.StorageFull, $"There is no room left for {action} in {folder}: free some space there and try again; what was stored before is unharmed.", exception);
        if (IsForbidden(exception))
            return new GridException(GridProblem.Unavailable, $"{Capital(action)} in {folder} is not permitted: let the user that runs this process read and write there, and see that the file system is not mounted read-only.", exception);
        if (!Directory.Exists(folder))
            return new GridException(GridProblem.Unavailable, $"The folder {folder} is gone, which {action} needs: mount or restore it and try again.", exception);
        return new GridException(GridProblem.Unavailable, $"{Capital(action)} in {folder} failed: {exception.Message} Check the disk and try again.", exception);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
