using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ClipGrid.TestKit.Redis;

/// <summary>Redis as a real process that keeps nothing on disk.</summary>
public sealed class RedisProcess : IAsyncDisposable
{
    private const string Variable = "CLIPGRID_REDIS";
    private const string Program = "redis-server";
    private readonly string? _password;
    private Process? _process;

    private RedisProcess(int port, string? password) => (Port, _password) = (port, password);

    /// <summary>The connection string of the one that <c>tests/run.sh</c> started, or null.</summary>
    public static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Why none can be started, or null.</summary>
    public static string? Lack => IsInstalled() ? null : $"Redis is not installed: run tests/run.sh as root, which installs it, or apt-get install {Program}.";

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How to reach it.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}{(_password is null ? "" : $",password={_password}")}");

    /// <summary>Starts one on a free port.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="password">What it demands, or null for nothing.</param>
    public static async Task<RedisProcess> StartNewAsync(CancellationToken cancellationToken, string? password = null)
    {
        RedisProcess redis = new(FreePorts.Take(), password);
        await redis.StartAsync(cancellationToken);
        return redis;
    }

    /// <summary>Freezes it, as an outage that loses nothing: it takes what is sent and does not answer.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Ends it as a machine does that loses its power: what it held is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Takes everything out of it.</summary>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        using StreamReader answers = new(client.GetStream());
        await client.GetStream().WriteAsync("FLUSHALL\r\n"u8.ToArray(), cancellationToken);
        if (await answers.ReadLineAsync(cancellationToken) is not "+OK" and var answer)
            throw new InvalidOperationException($"Redis answered {answer}.");
    }

    /// <summary>Starts it, again after it was killed: on the same port, and empty.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] secret = _password is null ? [] : ["--requirepass", _password];
        ProcessStartInfo start = new(Program, ["--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--save", "", "--appendonly", "no", .. secret])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                listens.TrySetException(new InvalidOperationException("Redis ended before it listened."));
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
                listens.TrySetResult();
        };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task SignalAsync(string name)
    {
        using Process signal = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        await signal.WaitForExitAsync();
    }

    private static bool IsInstalled()
    {
        try
        {
            using Process version = Process.Start(new ProcessStartInfo(Program, ["--version"]) { RedirectStandardOutput = true })!;
            version.WaitForExit();
            return version.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
