using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ClipGrid.EndToEnd.Tests.Monitoring;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>Looks at the processes and the blobs of a soak every half minute, or more often where it is short; writes each look as a line of a table and into the test's output.</summary>
internal sealed class SoakWatch : IDisposable
{
    /// <summary>The processes that are looked at: the silo, the web tier, and this one, which is a client.</summary>
    public static readonly ImmutableArray<string> Names = ["silo", "web", "client"];

    private const int LeastSampleCount = 16;
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(30);

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly List<SoakSample> _samples = [];
    private readonly SoakGrid _grid;
    private readonly IReadOnlyList<RepeatedWork> _works;
    private readonly MonitorClient _silo;
    private readonly MonitorClient _web;
    private readonly TimeSpan _interval;

    public SoakWatch(SoakGrid grid, IReadOnlyList<RepeatedWork> works, TimeSpan time)
    {
        (_grid, _works) = (grid, works);
        _interval = TimeSpan.FromTicks(Math.Min(LongestInterval.Ticks, time.Ticks / LeastSampleCount));
        (_silo, _web) = (new MonitorClient(grid.MonitorPorts.Silo), new MonitorClient(grid.MonitorPorts.Web));
        Directory.CreateDirectory(Path.GetDirectoryName(Table)!);
        string columns = string.Join(',', Names.Select(name => $"{name}_rss_mib,{name}_heap_mib,{name}_fds,{name}_threads,{name}_cpu_s"));
        File.WriteAllText(Table, $"minute,{columns},blobs,blob_mib,rounds,faults\n");
    }

    /// <summary>The table's file.</summary>
    public string Table { get; } = Built.Root("artifacts/soak.csv");

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<SoakSample> Samples => _samples;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Looks until <paramref name="end"/>; fails where a process has ended.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await LookAsync();
            await Task.Delay(_interval, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Cancel.ThrowIfCancellationRequested();
        await LookAsync();
    }

    public void Dispose()
    {
        _silo.Dispose();
        _web.Dispose();
    }

    private async Task LookAsync()
    {
        FileInfo[] blobs = new DirectoryInfo(_grid.BlobFolder).GetFiles("*", SearchOption.AllDirectories);
        SoakSample sample = new(
            Stopwatch.GetElapsedTime(_begin).TotalMinutes,
            [await ProcessSample.TakeAsync(_grid.Silo.ProcessId, _silo), await ProcessSample.TakeAsync(_grid.Web.ProcessId, _web), await ProcessSample.TakeAsync(Environment.ProcessId, monitor: null)],
            blobs.Length,
            blobs.Sum(Length));
        _samples.Add(sample);
        string processes = string.Join(',', sample.Processes.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Memory:F1},{one.Heap:F1},{one.HandleCount},{one.ThreadCount},{one.ProcessorSeconds:F1}")));
        string line = string.Create(CultureInfo.InvariantCulture, $"{sample.Minute:F2},{processes},{sample.BlobCount},{sample.BlobBytes / 1048576.0:F1},{_works.Sum(work => work.Count)},{_works.Sum(work => work.Faults.Count)}");
        await File.AppendAllTextAsync(Table, $"{line}\n", Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine(line);
    }

    // A blob may be replaced or deleted since it was listed.
    private static long Length(FileInfo blob) => blob.Exists ? blob.Length : 0;
}
