using System.Diagnostics;
using System.Globalization;

namespace ClipGrid.TestKit.PostgreSql;

/// <summary>PostgreSQL as a real process over a folder of its own. It never runs as root, which it refuses.</summary>
public sealed class PostgreSqlProcess : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private Process? _process;

    private PostgreSqlProcess(string folder, int port) => (_folder, Port) = (folder, port);

    /// <summary>Why none can be started, or null.</summary>
    public static string? Lack => Programs is not null ? null : "PostgreSQL is not installed: run tests/run.sh as root, which installs it, or apt-get install postgresql.";

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How to reach its database <c>postgres</c> as its owner.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database=postgres;Username={User};Timeout=5");

    // Debian keeps them apart by version, beside each other.
    private static string? Programs => !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault();

    /// <summary>Starts one on a free port.</summary>
    public static async Task<PostgreSqlProcess> StartNewAsync(CancellationToken cancellationToken)
    {
        // Its user must reach it; a folder below root's own may be closed to it.
        string folder = Directory.CreateTempSubdirectory("clipgrid-postgresql-").FullName;
        PostgreSqlProcess server = new(folder, FreePorts.Take());
        if (Environment.IsPrivilegedProcess)
            await RunAsync(Process.Start("chown", [User, folder]), cancellationToken);
        await RunAsync(server.Begin("initdb", "--pgdata", folder, "--username", User, "--auth", "trust", "--no-sync", "--no-instructions"), cancellationToken);
        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts it, again after it was stopped.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Process process = Begin("postgres", "-D", _folder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder, "-h", "127.0.0.1", "-c", "fsync=off");
        _process = process;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestStart);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            using Process ready = Begin("pg_isready", "--quiet", "--host", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture));
            await ready.WaitForExitAsync(patience.Token);
            if (ready.ExitCode == 0)
                return;
            if (process.HasExited)
                throw new InvalidOperationException($"PostgreSQL ended with {process.ExitCode} before it listened.");
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Ends it at once; those who are connected are cut off.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not { } process)
            return;
        _process = null;
        // A fast shutdown. The signal goes to the server and not to the program that changed the user for it: that one replaced itself.
        using (Process stop = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await stop.WaitForExitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.Dispose();
    }

    /// <summary>Cuts off all who are connected.</summary>
    public async Task TerminateConnectionsAsync(CancellationToken cancellationToken) => await RunAsync(
        Begin("psql", "--no-psqlrc", "--quiet", "--host", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--username", User,
            "--command", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"),
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(Process process, CancellationToken cancellationToken)
    {
        using (process)
        {
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}.");
        }
    }

    private Process Begin(string program, params string[] arguments)
    {
        string path = Path.Combine(Programs!, program);
        ProcessStartInfo start = Environment.IsPrivilegedProcess
            ? new("setpriv", [$"--reuid={User}", $"--regid={User}", "--clear-groups", path, .. arguments])
            : new(path, arguments);
        start.WorkingDirectory = _folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
