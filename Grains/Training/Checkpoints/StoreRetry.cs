using System.Globalization;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>
/// Does again what the blob store did not answer, with longer and longer pauses, until it succeeds or the store has been away for too
/// long. A store on the network has repeated its requests itself by then, about seven times: the pause after that is the longest at
/// once, so that no operation sends more than ten requests in a minute. For one caller at a time.
/// </summary>
/// <param name="limit">How long the store may be away.</param>
/// <param name="time">Times it.</param>
/// <param name="told">Told of each fault that may pass, and of the pause.</param>
internal sealed class StoreRetry(TimeSpan limit, TimeProvider time, Func<GridException, TimeSpan, Task> told)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    // A failure that took as long was more than one request.
    private static readonly TimeSpan Repetitions = TimeSpan.FromSeconds(5);
    private readonly Random _random = new();
    private volatile bool _isAway;

    /// <summary>Whether it pauses, or tries again, since the store did not answer.</summary>
    public bool IsAway => _isAway;

    /// <summary>Does it, again if need be.</summary>
    /// <exception cref="GridException">Anything but Unavailable.</exception>
    /// <exception cref="StoreOutageException">The store was away for longer than the limit.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        long? away = null;
        for (TimeSpan pause = FirstPause; ; pause = Min(2 * pause, LongestPause))
        {
            long start = time.GetTimestamp();
            try
            {
                await action(cancellationToken).ConfigureAwait(false);
                _isAway = false;
                return;
            }
            catch (GridException error) when (error.Problem == GridProblem.Unavailable)
            {
                _isAway = true;
                away ??= time.GetTimestamp();
                TimeSpan left = limit - time.GetElapsedTime(away.Value);
                if (left <= TimeSpan.Zero)
                    throw new StoreOutageException(string.Create(CultureInfo.InvariantCulture, $"The blob store has not answered for {Describe(limit)}: {error.Message}"), error);
                TimeSpan next = Min((time.GetElapsedTime(start) < Repetitions ? pause : LongestPause) * (1 + _random.NextDouble() / 4), left);
                await told(error, next).ConfigureAwait(false);
                await Task.Delay(next, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Describe(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes");
}
