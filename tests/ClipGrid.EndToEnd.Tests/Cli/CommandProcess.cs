using System.Diagnostics;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Cli;

/// <summary>The built command in a process of its own, which can be interrupted as Ctrl+C does; it never outlives the test.</summary>
internal sealed class CommandProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;

    private CommandProcess(string endpoint, IEnumerable<string> arguments)
    {
        // A test runner's children may ignore SIGINT: the command shall hear it.
        ProcessStartInfo start = new("env", ["--default-signal=INT,TERM", "dotnet", Built.Assembly("Cli"), .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CLIPGRID_ENDPOINT"] = endpoint;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts the command.</summary>
    public static CommandProcess Start(string endpoint, params IEnumerable<string> arguments) => new(endpoint, arguments);

    /// <summary>Runs the command to its end.</summary>
    public static async Task<ChildResult> RunAsync(string endpoint, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using CommandProcess command = Start(endpoint, arguments);
        return await command.EndAsync(cancel);
    }

    /// <summary>The next line that it writes, or null at its end.</summary>
    public Task<string?> ReadLineAsync(CancellationToken cancel) => _process.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(Patience, cancel);

    /// <summary>Sends SIGINT.</summary>
    public async Task InterruptAsync(CancellationToken cancel)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancel);
    }

    /// <summary>Waits for its end; the output is what was not read before.</summary>
    public async Task<ChildResult> EndAsync(CancellationToken cancel)
    {
        string output = await _process.StandardOutput.ReadToEndAsync(cancel).WaitAsync(Patience, cancel);
        await _process.WaitForExitAsync(cancel).WaitAsync(Patience, cancel);
        return new ChildResult { ExitCode = _process.ExitCode, Output = output, Error = await _error };
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
