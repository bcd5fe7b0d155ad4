using System.Diagnostics;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>The pages and the HTTP API as a process of their own beside a grid; it never outlives the test.</summary>
internal sealed class WebTierProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WebTierProcess(string endpoint, int port, IReadOnlyDictionary<string, string> environment)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        ProcessStartInfo start = new("dotnet", [Built.Assembly("Dashboard"), $"--ClipGrid:Endpoint={endpoint}", $"--ClipGrid:HttpPort={port}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        // All is read, so that it never waits for somebody to read its log.
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Its pages", StringComparison.Ordinal) == true)
                _ready.TrySetResult();
        };
        _process.ErrorDataReceived += (_, _) => { };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where browsers and programs connect.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts one on a free port and waits until it serves.</summary>
    public static async Task<WebTierProcess> StartAsync(string endpoint, CancellationToken cancel, IReadOnlyDictionary<string, string>? environment = null)
    {
        WebTierProcess tier = new(endpoint, FreePorts.Take(), environment ?? new Dictionary<string, string>());
        try
        {
            await Task.WhenAny(tier._ready.Task, tier._process.WaitForExitAsync(cancel));
            Assert.True(tier._ready.Task.IsCompletedSuccessfully, "The web tier ended before it served.");
            return tier;
        }
        catch
        {
            tier.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
