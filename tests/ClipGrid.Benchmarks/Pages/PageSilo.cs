using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using ClipGrid.Contracts.Client;
using ClipGrid.TestKit;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>The built silo as a process over a data folder, with its pages.</summary>
internal sealed class PageSilo : IAsyncDisposable
{
    // Ports that nobody listened on when this process began.
    private static readonly int[] Ports = FreePorts.Take(3);

    private readonly Process _process;
    private readonly string _pipe = $"clipgrid-bench-{Guid.NewGuid():N}";
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PageSilo(string folder)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
        string program = Path.Combine(Reference.RepositoryRoot, "Silo", "bin", configuration, "net10.0", "ClipGrid.Silo.dll");
        ProcessStartInfo start = new("dotnet", [program, "--data", folder, "--silo-port", $"{Ports[0]}", "--gateway-port", $"{Ports[1]}", "--http-port", $"{Ports[2]}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.PipeVariable] = _pipe;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("is ready", StringComparison.Ordinal) == true)
                _ready.TrySetResult();
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } words)
                Console.Error.WriteLine($"silo: {words}");
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A client of it.</summary>
    internal ClipGridClient Client { get; private set; } = null!;

    internal static async Task<PageSilo> StartAsync(string folder)
    {
        PageSilo silo = new(folder);
        Task ended = silo._process.WaitForExitAsync();
        if (await Task.WhenAny(silo._ready.Task, ended) == ended)
            throw new InvalidOperationException($"The silo ended with {silo._process.ExitCode}.");
        silo.Client = await ClipGridClient.ConnectAsync(new ClipGridClientOptions { Endpoint = $"127.0.0.1:{Ports[1]}" });
        return silo;
    }

    internal static string Url(string path) => $"http://localhost:{Ports[2]}{path}";

    /// <summary>What it holds once all garbage is gone.</summary>
    internal async Task<SiloGauge> MeasureAsync()
    {
        await using NamedPipeClientStream pipe = new(".", _pipe, PipeDirection.InOut);
        await pipe.ConnectAsync();
        using StreamReader reader = new(pipe);
        long[] told = [.. (await reader.ReadToEndAsync()).Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        _process.Refresh();
        return new SiloGauge(told[0], _process.WorkingSet64, told[1], _process.TotalProcessorTime, told[2], told[3]);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
