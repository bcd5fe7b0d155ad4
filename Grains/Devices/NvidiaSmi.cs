using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ClipGrid.Grains.Devices;

/// <summary>Asks NVIDIA's own tool for the machine's GPUs: torch does not tell .NET their names and memory.</summary>
/// <param name="program">The tool: a name on the path, or a file.</param>
/// <param name="limit">Longest time that it may take; a driver that hangs must not hold up a silo.</param>
/// <param name="time">The clock of that.</param>
internal sealed class NvidiaSmi(string program, TimeSpan limit, TimeProvider time)
{
    private const long Mebibyte = 1 << 20;
    private static readonly string[] Arguments = ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"];

    /// <summary>The machine's GPUs in the order of their bus; empty where the tool is not there, fails or takes too long.</summary>
    public async Task<ImmutableArray<Gpu>> AskAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(limit, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, Arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(end.Token);
                await Task.WhenAll(output, process.StandardError.ReadToEndAsync(end.Token), process.WaitForExitAsync(end.Token)).ConfigureAwait(false);
                return process.ExitCode == 0 ? Parse(await output.ConfigureAwait(false)) : [];
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        catch (Win32Exception)
        {
            return [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>The GPUs in the tool's output, one a line; memory is in MiB, or words such as "[N/A]".</summary>
    /// <remarks><c>NVIDIA H100 80GB HBM3, 81559</c></remarks>
    internal static ImmutableArray<Gpu> Parse(string output)
    {
        ImmutableArray<Gpu>.Builder gpus = ImmutableArray.CreateBuilder<Gpu>();
        foreach (string line in output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int comma = line.LastIndexOf(',');
            if (comma < 1)
                continue;
            bool isKnown = long.TryParse(line.AsSpan(comma + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out long mebibytes) && mebibytes > 0;
            gpus.Add(new Gpu(line[..comma].TrimEnd(), isKnown ? mebibytes * Mebibyte : 0));
        }
        return gpus.ToImmutable();
    }
}
