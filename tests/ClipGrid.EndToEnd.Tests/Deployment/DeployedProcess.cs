using System.Diagnostics;
using System.Text;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>
/// A program started as an image starts it and a pod confines it: its folder, its words, no variable but those that it is given; as
/// user 1654 without any capability, over a root file system that nobody can write to. Takes root; else the test skips.
/// </summary>
internal sealed class DeployedProcess : IDisposable
{
    /// <summary>Where its disk is, if it has one: a folder that every system has.</summary>
    public const string Disk = "/srv";

    // In a name space of its own, which ends with it: the program's folder and its disk over folders that every system has, an empty
    // /tmp, and the rest read-only. Every step replaces the one before it, so that signals reach the program.
    private const string Confine = """
        mount --bind "$1" /mnt && mount -o remount,bind,ro /mnt || exit 90
        [ -z "$2" ] || { mount --bind "$2" /srv && chown 1654:1654 /srv; } || exit 91
        mount -t tmpfs -o mode=1777 tmpfs /tmp && mount -o remount,bind,ro / || exit 92
        cd /mnt && shift 2 && exec setpriv --reuid 1654 --regid 1654 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
        """;

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    private readonly StringBuilder _words = new();
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private DeployedProcess(string folder, string disk, string image, IReadOnlyDictionary<string, string> environment, string awaited)
    {
        _process = new Process { StartInfo = Start(folder, disk, Words(image), environment) };
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

    /// <summary>Starts the program of an image in its folder and waits until it says <paramref name="awaited"/>.</summary>
    /// <param name="folder">What is <c>/app</c> in the image.</param>
    /// <param name="disk">The folder to have as <see cref="Disk"/>, or nothing.</param>
    /// <param name="image">The image.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="awaited">What it says when it serves.</param>
    /// <param name="cancel">Gives it up.</param>
    public static async Task<DeployedProcess> StartAsync(string folder, string disk, string image, IReadOnlyDictionary<string, string> environment, string awaited, CancellationToken cancel)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a read-only root file system needs root.");
        DeployedProcess process = new(folder, disk, image, environment, awaited);
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
        using Process probe = Process.Start(Start(folder, disk: "", [.. Words(image), "--probe", question], environment))!;
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

    private static ProcessStartInfo Start(string folder, string disk, string[] words, IReadOnlyDictionary<string, string> environment)
    {
        // A test program may have been started with signals ignored, which its children would inherit.
        ProcessStartInfo start = new("env", ["--default-signal=INT,TERM", "unshare", "--mount", "sh", "-c", Confine, "sh", folder, disk, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
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
