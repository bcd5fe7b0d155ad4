using System.Globalization;
using System.Runtime.InteropServices;
using ClipGrid.Model.Native;
using Xunit;

namespace ClipGrid.Model.Tests.Native;

public sealed class NativeHeapTests
{
    private const int BlockSize = 16 << 10;
    private const int BlockCount = 16_000;
    private const int Kept = 1_000;

    [Fact]
    public unsafe void GiveBack_MuchFreedBetweenWhatIsKept_LeavesTheSystemMostOfIt()
    {
        void*[] blocks = new void*[BlockCount];
        for (int i = 0; i < BlockCount; i++)
            NativeMemory.Fill(blocks[i] = NativeMemory.Alloc(BlockSize), BlockSize, 1);
        for (int i = 0; i < BlockCount; i++)
            if (i % Kept != Kept - 1)
                NativeMemory.Free(blocks[i]);
        double before = Resident();

        NativeHeap.GiveBack();

        double after = Resident();
        for (int i = Kept - 1; i < BlockCount; i += Kept)
            NativeMemory.Free(blocks[i]);
        Assert.True(before - after > 0.5 * BlockCount * BlockSize / (1 << 20), $"{before:F0} MiB were resident, and then {after:F0}.");
    }

    // "VmRSS:	  123456 kB"
    private static double Resident() => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
        CultureInfo.InvariantCulture) / 1024;
}
