using System.Diagnostics;
using System.Globalization;
using System.Text;
using ClipGrid.TestKit;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>A real silo in a process of its own, on a data folder and free ports; it never outlives the test.</summary>
internal sealed class GridProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GridProcess(string folder, int siloPort, int gatewayPort, int? httpPort, IReadOnlyDictionary<string, string> environment)
    {
        SiloPort = siloPort;
        HttpPort = httpPort;
        Endpoint = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{gatewayPort}");
        ProcessStartInfo start = new("env", ["--default-signal=INT,TERM", "dotnet", Built.Assembly("Silo"), "--data", folder, "--silo-port", $"{siloPort}", "--gateway-port", $"{gatewayPort}", .. httpPort is { } port ? ["--http-port", $"{port}"] : new[] { "--no-dashboard" }])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where clients connect.</summary>
    public string Endpoint { get; }

    /// <summary>Where other silos connect.</summary>
    public int SiloPort { get; }

    /// <summary>Where browsers connect, if it has pages.</summary>
    public int? HttpPort { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>How long it took from its start to its word that clients can come.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>How long processor cores have worked for it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
        }
    }

    /// <summary>What it wrote so far.</summary>
    public string Words
    {
        get
        {
            lock (_output)
                return $"{_output}\n{_error}";
        }
    }

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="cancel">Gives it up.</param>
    /// <param name="environment">What to add to its environment.</param>
    /// <param name="ports">For silos, for clients, and a third one for browsers if it is to have pages; null for free ones and no pages.</param>
    public static async Task<GridProcess> StartAsync(string folder, CancellationToken cancel, IReadOnlyDictionary<string, string>? environment = null, int[]? ports = null)
    {
        ports ??= FreePorts.Take(2);
        long begin = Stopwatch.GetTimestamp();
        GridProcess grid = new(folder, ports[0], ports[1], ports.Length > 2 ? ports[2] : null, environment ?? new Dictionary<string, string>());
        try
        {
            Task ended = grid._process.WaitForExitAsync(cancel);
            Task first = await Task.WhenAny(grid._ready.Task, ended).WaitAsync(LongestStart, cancel);
            if (first == ended)
                throw new InvalidOperationException($"The silo ended with {grid._process.ExitCode} before it was ready: {grid.Words}");
            grid.StartTime = Stopwatch.GetElapsedTime(begin);
            return grid;
        }
        catch
        {
            grid.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a machine does that loses its power.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(cancel);
    }

    /// <summary>Asks it to end, and waits; returns its exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancel)
    {
        await SignalAsync("TERM", cancel);
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>Sends it a signal: STOP freezes it, CONT wakes it.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancel)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancel);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Take(StringBuilder words, string? line)
    {
        if (line is null)
            return;
        lock (_output)
            words.AppendLine(line);
        if (line.Contains("is ready", StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
