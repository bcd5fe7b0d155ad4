using System.Diagnostics;
using System.Text;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>A program started as an image starts it: its folder, its words, and no variable but those that it is given.</summary>
internal sealed class DeployedProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    private readonly StringBuilder _words = new();
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private DeployedProcess(string folder, string image, IReadOnlyDictionary<string, string> environment, string awaited)
    {
        // A test program may have been started with signals ignored, which its children would inherit.
        _process = new Process { StartInfo = Start(folder, ["--default-signal=INT,TERM", .. Words(image)], environment) };
        _process.OutputDataReceived += (_, line) => Take(line.Data, awaited);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, awaited);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (_words)
                return _words.ToString();
        }
    }

    /// <summary>Starts the program of an image and waits until it says <paramref name="awaited"/>.</summary>
    public static async Task<DeployedProcess> StartAsync(string folder, string image, IReadOnlyDictionary<string, string> environment, string awaited, CancellationToken cancel)
    {
        DeployedProcess process = new(folder, image, environment, awaited);
        Task first = await Task.WhenAny(process._said.Task, process._process.WaitForExitAsync(cancel)).WaitAsync(LongestStart, cancel);
        if (first == process._said.Task)
            return process;
        string said = process.Said;
        process.Dispose();
        throw new InvalidOperationException($"{image} ended before it said \"{awaited}\": {said}");
    }

    /// <summary>Asks by the image's own health check, but for <paramref name="question"/>; returns the exit code.</summary>
    public static async Task<int> ProbeAsync(string folder, string image, IReadOnlyDictionary<string, string> environment, string question, CancellationToken cancel)
    {
        using Process probe = Process.Start(Start(folder, [.. Words(image), "--probe", question], environment))!;
        await probe.WaitForExitAsync(cancel);
        return probe.ExitCode;
    }

    /// <summary>Asks it to end, as a container engine does; returns its exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancel)
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancel);
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string[] Words(string image) => Dockerfile.Words(Dockerfile.Read(image).LastStage.Single(one => one.Word == "ENTRYPOINT").Text);

    private static ProcessStartInfo Start(string folder, IEnumerable<string> words, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new("env", words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        string path = start.Environment["PATH"]!;
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Assert.DoesNotContain("HOME", start.Environment.Keys);
        return start;
    }

    private void Take(string? line, string awaited)
    {
        if (line is null)
            return;
        lock (_words)
            _words.AppendLine(line);
        if (line.Contains(awaited, StringComparison.Ordinal))
            _said.TrySetResult();
    }
}
