using System.Diagnostics.Metrics;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Embedding;

/// <summary>Sends work away while the silo has too much of it: a queue that only grows answers nobody. Safe for any number of callers.</summary>
internal sealed class EncoderAdmission : IDisposable
{
    /// <summary>Most inputs of one request.</summary>
    public const int LargestRequest = 256;

    private readonly EncoderHostOptions _options;
    private readonly Meter _meter = new(EncoderHostMeter.Name);
    private int _pendingCount;
    private long _refusedCount;

    /// <summary>Lets in what the options allow.</summary>
    public EncoderAdmission(EncoderHostOptions options)
    {
        _options = options;
        _meter.CreateObservableUpDownCounter("clipgrid.encoder_host.pending", () => Volatile.Read(ref _pendingCount), "{input}", "Texts and pictures that the silo has taken on and not yet embedded.");
        _meter.CreateObservableCounter("clipgrid.encoder_host.refused", () => Interlocked.Read(ref _refusedCount), "{input}", "Texts and pictures that were sent away because the silo had too many.");
    }

    /// <summary>Takes on some inputs until the result is disposed of.</summary>
    /// <exception cref="GridException">Unavailable: there is too much already.</exception>
    public IDisposable Enter(int count)
    {
        if (Interlocked.Add(ref _pendingCount, count) > _options.MaxPendingCount)
        {
            Interlocked.Add(ref _pendingCount, -count);
            Interlocked.Add(ref _refusedCount, count);
            throw new GridException(GridProblem.Unavailable, $"This silo has {_options.MaxPendingCount:N0} texts and pictures to embed already: try again in a few seconds, or add a silo.");
        }
        return new Admitted(() => Interlocked.Add(ref _pendingCount, -count));
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private sealed class Admitted(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
