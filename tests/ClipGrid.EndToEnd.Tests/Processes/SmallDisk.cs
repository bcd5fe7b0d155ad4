using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>A small file system of its own, to fill up or to make read-only. Only root may mount one; else the test skips.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string FullName => _folder.FullName;

    private string Filler => _folder.Combine("filler");

    public static SmallDisk Mount(int mebibytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a small file system needs root.");
        SmallDisk disk = new();
        int exit = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m"), "tmpfs", disk.FullName);
        if (exit != 0)
            disk._folder.Dispose();
        Assert.SkipUnless(exit == 0, "A small file system cannot be mounted here.");
        return disk;
    }

    /// <summary>Leaves room for so many bytes.</summary>
    public void Fill(long left = 0)
    {
        using FileStream file = new(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        DriveInfo drive = new(FullName);
        while (drive.AvailableFreeSpace > left)
            try
            {
                file.Write(page);
            }
            catch (IOException)
            {
                // What was free a moment ago is taken: that is what is wanted.
                break;
            }
    }

    public void Free() => File.Delete(Filler);

    /// <summary>Lays the same folder over itself so that nothing can be written, or takes that away: a remount is refused while a silo holds its lock.</summary>
    public void MakeReadOnly(bool isReadOnly)
    {
        if (isReadOnly)
        {
            Assert.Equal(0, Run("mount", "--bind", FullName, FullName));
            Assert.Equal(0, Run("mount", "-o", "remount,bind,ro", FullName));
        }
        else
            Assert.Equal(0, Run("umount", "-l", FullName));
    }

    public void Dispose()
    {
        // Once for the disk, once more where a test ended while it was read-only.
        while (Run("umount", "-l", FullName) == 0)
            ;
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
