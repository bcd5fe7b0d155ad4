using System.Diagnostics;

namespace ClipGrid.TestKit.Azurite;

/// <summary>Azurite, the emulator of Azure storage, as a real process with a folder of its own.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const string Variable = "CLIPGRID_AZURITE";
    private readonly string _folder = Directory.CreateTempSubdirectory("clipgrid-azurite-").FullName;
    private Process? _process;

    private AzuriteProcess(int port) => Port = port;

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How to reach it.</summary>
    public string ConnectionString => Connection(Port);

    /// <summary>The connection string of the one that <c>tests/run.sh</c> started, or null.</summary>
    public static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Why none can be started, or null.</summary>
    public static string? Lack => File.Exists(Program) ? null : $"Azurite is not installed: run tests/run.sh, which installs it where there is npm, or set {Variable} to a connection string.";

    private static string Program => Path.Combine(Reference.RepositoryRoot, "artifacts", "services", "node_modules", ".bin", "azurite-blob");

    /// <summary>The connection string of an Azurite, or of a proxy before it, on a port of this machine. The key is Azurite's published one.</summary>
    public static string Connection(int port) =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";

    /// <summary>The port in a connection string.</summary>
    public static int PortOf(string connection) =>
        new Uri(connection.Split(';').First(part => part.StartsWith("BlobEndpoint=", StringComparison.Ordinal))["BlobEndpoint=".Length..]).Port;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<AzuriteProcess> StartNewAsync(CancellationToken cancellationToken)
    {
        AzuriteProcess azurite = new(FreePorts.Take());
        await azurite.StartAsync(cancellationToken);
        return azurite;
    }

    /// <summary>Starts it, again if it was stopped: same port, same folder. Returns when it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "--blobHost", "127.0.0.1", "--blobPort", $"{Port}", "--skipApiVersionCheck", "--disableTelemetry", "--location", _folder })
            start.ArgumentList.Add(argument);
        TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                listens.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
            else if (line.Data.Contains("successfully listen", StringComparison.Ordinal))
                listens.TrySetResult();
        };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
    }

    /// <summary>Stops it with SIGTERM and waits for its end.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        using Process signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await signal.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
