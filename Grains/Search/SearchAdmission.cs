using System.Collections.Concurrent;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Search;

/// <summary>
/// Sends searches away while more come than can be answered: a queue that only grows answers nobody in time. Each partition says with its
/// answer how long the next scan would wait; where that is too long, the data set's searches are refused at once, before anything is
/// computed for them, until an answer says less. A partition that gives no answer refuses nobody. Safe for any number of callers.
/// </summary>
internal sealed class SearchAdmission(SearchMeter meter, TimeProvider time)
{
    /// <summary>Most searches that a silo has under way: what they hold fits into its memory.</summary>
    public const int MostPending = 1024;

    /// <summary>So many are never too many, however large the data set: each of them alone may make the others wait.</summary>
    public const int AlwaysPending = 8;

    /// <summary>Longest that a search should wait for its turn.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    // What was said longer ago says nothing about now.
    private static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DatasetName, long> _crowded = [];
    private int _pendingCount;

    /// <summary>Takes a search on, until the result is disposed of.</summary>
    /// <exception cref="GridException">Unavailable: there are too many.</exception>
    public IDisposable Enter(DatasetName dataset)
    {
        int before = Interlocked.Increment(ref _pendingCount) - 1;
        if (before < AlwaysPending || (before < MostPending && !IsCrowded(dataset)))
            return new Admitted(this);
        Interlocked.Decrement(ref _pendingCount);
        meter.Refused();
        throw new GridException(GridProblem.Unavailable, before < MostPending
            ? $"More searches of {dataset} come than its silos can answer, and this one would wait longer than {LongestWait.TotalSeconds:0.#} s for its turn: try again in a few seconds, or add a silo."
            : $"This silo has {MostPending:N0} searches under way already: try again in a few seconds, or add a silo.");
    }

    /// <summary>Hears how long the next scan of one of the data set's partitions would wait.</summary>
    public void Heard(DatasetName dataset, TimeSpan backlog)
    {
        if (backlog > LongestWait)
            _crowded[dataset] = time.GetTimestamp();
        else
            _crowded.TryRemove(dataset, out _);
    }

    private bool IsCrowded(DatasetName dataset) => _crowded.TryGetValue(dataset, out long heard) && time.GetElapsedTime(heard) < HoldsFor;

    private sealed class Admitted(SearchAdmission owner) : IDisposable
    {
        private SearchAdmission? _owner = owner;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _owner, null) is { } left)
                Interlocked.Decrement(ref left._pendingCount);
        }
    }
}
