using System.Runtime.InteropServices;

namespace ClipGrid.Model.Native;

/// <summary>The memory that native libraries allocate and free: what torch computes with on a CPU, among others.</summary>
public static partial class NativeHeap
{
    /// <summary>
    /// Gives what is free back to the system; call it after something large has ended. The C library keeps freed memory in pools, up to
    /// eight for each core: sessions that end one after the other on threads of their own leave half a gigabyte in them. Takes
    /// milliseconds, so not on a grain's turn. Thread-safe.
    /// </summary>
    public static void GiveBack() => _ = Trim(0);

    // Of glibc, without which the native torch does not load.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
