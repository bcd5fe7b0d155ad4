using System.Runtime.InteropServices;

namespace ClipGrid.Model.Native;

/// <summary>
/// Tells libgomp, which shares torch's operations among threads, to sleep between two operations instead of spinning. See
/// infra/decisions/2026-11-24-threads-that-sleep.md.
/// </summary>
internal static partial class ThreadWaiting
{
    /// <summary>Takes effect only before the native torch is loaded. A choice that the user's environment makes already stays.</summary>
    internal static void PreferSleeping() => SetEnvironment("OMP_WAIT_POLICY", "passive", overwrite: 0);

    // .NET's own SetEnvironmentVariable changes a copy that native libraries never see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
