using System.Diagnostics;
using Xunit;

namespace ClipGrid.Model.Tests.Leaks;

/// <summary>Starts a <see cref="LeakProcess"/> and gathers its samples.</summary>
internal static class LeakRun
{
    internal static async Task<IReadOnlyList<LeakSample>> SamplesAsync(string work)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), LeakProcess.Command, work])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                // Tensors this small gain nothing from a second thread, and on a busy machine the two mostly wait for each other.
                ["OMP_NUM_THREADS"] = "1",
                // 4 MB (hexadecimal) between collections: how much garbage is resident would else follow the processor's cache.
                ["DOTNET_GCgen0size"] = "400000",
                // oneDNN keeps up to 1,024 compiled kernels, one for each shape: with that many, 15 MB more as ever rarer lengths turn up.
                ["ONEDNN_PRIMITIVE_CACHE_CAPACITY"] = "100",
            },
        })!;
        var samples = new List<LeakSample>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
                if (LeakSample.Parse(line) is { } sample)
                    samples.Add(sample);
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            process.Kill();
        }
        Assert.Equal(0, process.ExitCode);
        return samples;
    }

    // Under `dotnet tests.dll` the process is dotnet itself and must be told the program again.
    private static string[] Program() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(LeakRun).Assembly.Location] : [];
}
