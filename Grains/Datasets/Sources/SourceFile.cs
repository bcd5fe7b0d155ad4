using System.Runtime.InteropServices;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using Microsoft.Win32.SafeHandles;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Opens files that others may have laid there: no pipe is waited for, and no link is followed, not even one swapped in meanwhile.</summary>
internal static partial class SourceFile
{
    // fcntl.h of Linux, the same on x64 and arm64. Without O_NONBLOCK the opening of a pipe waits for a writer.
    private const int ReadOnlyNonBlockingCloseOnExec = 0x0 | 0x800 | 0x80000;

    /// <summary>Opens a regular file for reading from its beginning.</summary>
    /// <param name="path">An absolute path without links.</param>
    /// <param name="shown">How to call it in messages.</param>
    /// <param name="stream">The file, if there is no problem; the caller disposes it.</param>
    /// <param name="bufferSize">How much of it to hold for small reads.</param>
    public static SampleProblem? Open(string path, string shown, out FileStream? stream, int bufferSize = 0)
    {
        stream = null;
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return new SampleProblem(RefusalReason.UnsafePath, $"{GridName.Shown(shown)} is a link: links are not followed.");
        if (Directory.Exists(path))
            return new SampleProblem(RefusalReason.NoPicture, $"{GridName.Shown(shown)} is a folder.");
        if (!file.Exists)
            return new SampleProblem(RefusalReason.NoPicture, $"{GridName.Shown(shown)} does not exist.");
        try
        {
            stream = OperatingSystem.IsLinux() ? OpenOnLinux(path, bufferSize) : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);
            if (stream.CanSeek && !IsEndless(stream) && IsStillThere(stream, path))
                return null;
            stream.Dispose();
            stream = null;
            return new SampleProblem(RefusalReason.UnsafePath, $"{GridName.Shown(shown)} is no regular file, or not the one that was there a moment ago.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            stream?.Dispose();
            stream = null;
            return new SampleProblem(RefusalReason.NoPicture, $"{GridName.Shown(shown)} cannot be read: {e.Message}");
        }
    }

    private static FileStream OpenOnLinux(string path, int bufferSize)
    {
        int descriptor = OpenDescriptor(path, ReadOnlyNonBlockingCloseOnExec);
        if (descriptor < 0)
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize);
    }

    // A device, or a file of the kernel's, has no length and gives bytes all the same, some of them for ever.
    private static bool IsEndless(FileStream stream) => stream.Length == 0 && RandomAccess.Read(stream.SafeFileHandle, stackalloc byte[1], 0) > 0;

    // A part of the path may have become a link between the look and the opening: the kernel says what was really opened.
    private static bool IsStillThere(FileStream stream, string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        var opened = new FileInfo($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}");
        return opened.LinkTarget is not { } target || target == path;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);
}
