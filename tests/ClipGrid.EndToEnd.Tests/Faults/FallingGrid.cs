using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A silo in a process of its own that may be killed and started again on its folder, with a client.</summary>
internal sealed class FallingGrid(string folder, IReadOnlyDictionary<string, string>? environment = null) : IAsyncDisposable
{
    private int[] _ports = FreePorts.Take(2);
    private GridProcess? _process;

    public ClipGridClient Client { get; private set; } = null!;

    /// <summary>What the silo that runs now wrote so far.</summary>
    public string Words => Process.Words;

    /// <summary>The environment of the silo that is started next.</summary>
    public Dictionary<string, string> Environment { get; } = new(environment ?? new Dictionary<string, string>());

    /// <summary>The silo's process id.</summary>
    public int ProcessId => Process.ProcessId;

    /// <summary>Where clients connect.</summary>
    public string Endpoint => Process.Endpoint;

    private GridProcess Process => _process ?? throw new InvalidOperationException("The silo does not run.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<FallingGrid> StartAsync(string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        FallingGrid grid = new(folder, environment);
        await grid.StartAsync();
        return grid;
    }

    public async Task StartAsync()
    {
        _process = await GridProcess.StartAsync(folder, Cancel, Environment, _ports);
        Client = await GridClient.ConnectAsync(Process);
    }

    /// <summary>Ends the silo as a power cut does, and starts it again.</summary>
    /// <param name="moves">On other ports: then nothing tells that it is the same one.</param>
    public async Task FallAsync(bool moves = false)
    {
        await Process.KillAsync(Cancel);
        await DisposeAsync();
        _ports = moves ? FreePorts.Take(2) : _ports;
        await StartAsync();
    }

    /// <summary>Asks the silo to end, and waits; returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        int exit = await Process.TerminateAsync(Cancel);
        await DisposeAsync();
        return exit;
    }

    /// <summary>Freezes the silo for a time, as a machine that swaps or a debugger does.</summary>
    public async Task FreezeAsync(TimeSpan time)
    {
        await Process.SignalAsync("STOP", Cancel);
        await Task.Delay(time, Cancel);
        await Process.SignalAsync("CONT", Cancel);
    }

    /// <summary>Copies shards of the emoji to where a silo reads them.</summary>
    public static void CopyShards(string split, string to, int most = int.MaxValue)
    {
        foreach (string shard in Directory.GetFiles(Reference.Data("openmoji/shards"), $"openmoji-{split}-*.tar").Order(StringComparer.Ordinal).Take(most))
            File.Copy(shard, Path.Combine(to, Path.GetFileName(shard)));
    }

    /// <summary>Asks for an ingest until it is as wanted, or has ended.</summary>
    public async Task<IngestStatus> WaitAsync(DatasetName name, AddItemsRequest request, Func<IngestStatus, bool> isWanted)
    {
        while (true)
        {
            IngestStatus status = await Client.Datasets.GetIngestAsync(name, request.Operation, Cancel);
            if (status.State != JobState.Running || isWanted(status))
                return status;
            await Task.Delay(2, Cancel);
        }
    }

    public Task<IngestStatus> EndAsync(DatasetName name, AddItemsRequest request) => WaitAsync(name, request, _ => false);

    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
            await Client.DisposeAsync();
        _process?.Dispose();
        (Client, _process) = (null!, null);
    }
}
