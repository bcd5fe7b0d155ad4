using System.Runtime.InteropServices;

namespace ClipGrid.Grains.Devices;

/// <summary>What the machine's processor is called.</summary>
internal static class ProcessorName
{
    /// <summary>Where Linux describes it.</summary>
    public const string File = "/proc/cpuinfo";

    /// <summary>The name in a file of Linux's kind, or the architecture where there is none.</summary>
    public static string Read(string file)
    {
        try
        {
            return Find(System.IO.File.ReadLines(file)) ?? Architecture;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Architecture;
        }
    }

    private static string Architecture => $"{RuntimeInformation.ProcessArchitecture} processor";

    // "model name	: Intel(R) Xeon(R) Processor @ 2.80GHz"; Arm's kernels have no such line.
    private static string? Find(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
        .FirstOrDefault(name => name.Length > 0);
}
