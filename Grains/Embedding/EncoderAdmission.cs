using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Embedding;

/// <summary>Sends work away while the silo has too much of it: a queue that only grows answers nobody. Safe for any number of callers.</summary>
internal sealed class EncoderAdmission(EncoderHostOptions options)
{
    /// <summary>Most inputs of one request.</summary>
    public const int LargestRequest = 256;

    private int _pendingCount;

    /// <summary>Takes on some inputs until the result is disposed of.</summary>
    /// <exception cref="GridException">Unavailable: there is too much already.</exception>
    public IDisposable Enter(int count)
    {
        if (Interlocked.Add(ref _pendingCount, count) > options.MaxPendingCount)
        {
            Interlocked.Add(ref _pendingCount, -count);
            throw new GridException(GridProblem.Unavailable, $"This silo has {options.MaxPendingCount:N0} texts and pictures to embed already: try again in a few seconds, or add a silo.");
        }
        return new Admitted(() => Interlocked.Add(ref _pendingCount, -count));
    }

    private sealed class Admitted(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
