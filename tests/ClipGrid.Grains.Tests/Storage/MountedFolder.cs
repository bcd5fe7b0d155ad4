using System.Diagnostics;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>A small file system of its own, to fill up or to make read-only. Only root may mount one; else the test skips.</summary>
public sealed class MountedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public static MountedFolder Mount(int bytes)
    {
        MountedFolder mounted = new();
        int exit = OperatingSystem.IsLinux() ? Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", mounted.Path) : -1;
        if (exit != 0)
            mounted._folder.Dispose();
        Assert.SkipUnless(exit == 0, "A file system of its own can only be mounted by root on Linux.");
        return mounted;
    }

    public void MakeReadOnly(bool isReadOnly) =>
        Assert.Equal(0, Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", Path));

    /// <summary>Leaves no room for another byte.</summary>
    public void Fill()
    {
        try
        {
            using FileStream file = new(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            byte[] page = new byte[4096];
            while (true)
                file.Write(page);
        }
        catch (IOException exception)
        {
            Assert.Equal(28, exception.HResult);
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Assert.Equal(0, Run("umount", "-l", Path));
        _folder.Dispose();
    }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
