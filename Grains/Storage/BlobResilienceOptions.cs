using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage;

/// <summary>
/// How patient to be with a blob store on the network. Times are those of one request and its repetitions; a large put consists of
/// several requests and goes on as long as each of them succeeds.
/// </summary>
public sealed record BlobResilienceOptions
{
    private const string Section = BlobStorageOptions.Section + ":Resilience";
    private const int Megabyte = 1 << 20;

    /// <summary>How long one attempt may take, its body included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long all attempts and the pauses between them may take.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How often an attempt is repeated after a fault that may pass.</summary>
    public int MaxRetryCount { get; init; } = 6;

    /// <summary>About how long the first pause is; later ones double, each with jitter.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The share of attempts within <see cref="BreakerSampling"/> whose failure opens the circuit: no requests are sent then.</summary>
    public double BreakerFailureRatio { get; init; } = 0.5;

    /// <summary>How many attempts there must have been for the share to count.</summary>
    public int BreakerThroughput { get; init; } = 10;

    /// <summary>Over how long the share is taken.</summary>
    public TimeSpan BreakerSampling { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the circuit stays open.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of one request's body, of puts and of reads. A put holds (<see cref="Parallelism"/> + 1) of these in memory, a reader one.</summary>
    public int BlockSize { get; init; } = 4 * Megabyte;

    /// <summary>How many requests of one put are under way at a time.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Throws if a value is out of range; the message names key, value and remedy.</summary>
    /// <exception cref="GridException">Invalid.</exception>
    public void Validate()
    {
        Require(AttemptTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), nameof(AttemptTimeout));
        Require(TotalTimeout, AttemptTimeout, TimeSpan.FromHours(24), nameof(TotalTimeout));
        Require(MaxRetryCount, 1, 100, nameof(MaxRetryCount));
        Require(BaseDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(BaseDelay));
        Require(MaxDelay, BaseDelay, TimeSpan.FromHours(1), nameof(MaxDelay));
        Require(BreakerFailureRatio, 0.01, 1, nameof(BreakerFailureRatio));
        Require(BreakerThroughput, 2, 100_000, nameof(BreakerThroughput));
        Require(BreakerSampling, TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1), nameof(BreakerSampling));
        Require(BreakDuration, TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1), nameof(BreakDuration));
        Require(BlockSize, 1024, 64 * Megabyte, nameof(BlockSize));
        Require(Parallelism, 1, 64, nameof(Parallelism));
    }

    private static void Require<T>(T value, T least, T most, string key) where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} is {value}: give a value from {least} to {most}.");
    }
}
