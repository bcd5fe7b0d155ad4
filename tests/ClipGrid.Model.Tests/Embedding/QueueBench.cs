using ClipGrid.Model.Embedding;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>A compute thread with two queues, letters and numbers, whose batches can be held and are written down.</summary>
internal sealed class QueueBench : IAsyncDisposable
{
    private readonly object _lock = new();
    private readonly List<string> _log = [];

    public QueueBench(BatchingOptions options, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        Thread = new ComputeThread("bench", clock, () => { });
        Letters = new(Thread, options, batch => Compute(batch, letter => letter), clock, Meter.For("letter"));
        Numbers = new(Thread, options, batch => Compute(batch, number => $"{number}"), clock, Meter.For("number"));
    }

    public EncoderMeter Meter { get; } = new();

    public ComputeThread Thread { get; }

    public BatchingQueue<string, string> Letters { get; }

    public BatchingQueue<int, string> Numbers { get; }

    /// <summary>Closed, it keeps the thread in the middle of a batch.</summary>
    public ManualResetEventSlim Gate { get; } = new(true);

    /// <summary>Released whenever a batch begins.</summary>
    public SemaphoreSlim BatchBegun { get; } = new(0);

    /// <summary>How many results too few a batch of several gives: a mistake in a model.</summary>
    public int MissingResults { get; set; }

    /// <summary>The batches so far, their inputs joined.</summary>
    public string[] Log
    {
        get
        {
            lock (_lock)
                return [.. _log];
        }
    }

    public Task<string> Run(string letter, CancellationToken token) =>
        Letters.RunAsync(_ => ValueTask.FromResult(letter), WhenFull.Wait, token);

    public Task<string> RunOrReject(string letter, CancellationToken token) =>
        Letters.RunAsync(_ => ValueTask.FromResult(letter), WhenFull.Reject, token);

    public Task<string> Run(int number, CancellationToken token) =>
        Numbers.RunAsync(_ => ValueTask.FromResult(number), WhenFull.Wait, token);

    /// <summary>Occupies the thread with one letter until the gate opens; returns its task.</summary>
    public async Task<Task<string>> OccupyAsync(CancellationToken token)
    {
        Gate.Reset();
        Task<string> running = Run("x", token);
        await BatchBegun.WaitAsync(token);
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        Gate.Set();
        await Thread.DisposeAsync();
        Meter.Dispose();
    }

    private List<BatchItemResult<string>> Compute<T>(IReadOnlyList<T> batch, Func<T, string> name)
    {
        lock (_lock)
            _log.Add(string.Join("", batch.Select(name)));
        BatchBegun.Release();
        Gate.Wait();
        return [.. batch.SkipLast(MissingResults).Select(input => BatchItemResult<string>.Of(name(input) + "!"))];
    }
}
