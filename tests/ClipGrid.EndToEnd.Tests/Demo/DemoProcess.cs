using System.Diagnostics;
using System.Text;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>A running demo that a test looks at and interrupts; it never outlives the test.</summary>
internal sealed class DemoProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task<string> _error;

    public DemoProcess(params IEnumerable<string> arguments)
    {
        // A build server may run the tests in the background, where shells have SIGINT ignored and every child inherits that.
        int[] ports = FreePorts.Take(3);
        Endpoint = $"127.0.0.1:{ports[1]}";
        _process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Built.Assembly("Silo"), "--demo", "--silo-port", $"{ports[0]}", "--gateway-port", $"{ports[1]}", "--http-port", $"{ports[2]}", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where clients connect.</summary>
    public string Endpoint { get; }

    /// <summary>Reads until the output so far ends with <paramref name="text"/>, which may be a prompt without a line's end.</summary>
    public async Task ReadUntilAsync(string text, CancellationToken cancel)
    {
        char[] next = new char[1];
        while (!_output.ToString(Math.Max(0, _output.Length - text.Length), Math.Min(text.Length, _output.Length)).Equals(text, StringComparison.Ordinal))
        {
            if (await _process.StandardOutput.ReadAsync(next, cancel) == 0)
                throw new EndOfStreamException($"The demo ended before it wrote \"{text}\": {_output}{await _error}");
            _output.Append(next[0]);
        }
    }

    /// <summary>What Ctrl+C sends.</summary>
    public async Task InterruptAsync(CancellationToken cancel)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancel);
    }

    /// <summary>Waits for the end.</summary>
    public async Task<ChildResult> EndAsync(CancellationToken cancel)
    {
        _output.Append(await _process.StandardOutput.ReadToEndAsync(cancel));
        await _process.WaitForExitAsync(cancel);
        return new ChildResult { ExitCode = _process.ExitCode, Output = _output.ToString(), Error = await _error };
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
