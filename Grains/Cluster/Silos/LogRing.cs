using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>The last entries of this silo's log, in memory. Safe for any number of callers.</summary>
internal sealed class LogRing(TimeProvider time)
{
    /// <summary>How many are kept.</summary>
    public const int Capacity = 2000;

    private const int LargestPage = 1000;
    private const int MostPageCharacters = 200 << 10;
    private const int LongestMessage = 1000;
    private const int LongestException = 4000;

    private readonly Lock _lock = new();
    private readonly LogEntry[] _entries = new LogEntry[Capacity];
    private long _newest;

    /// <summary>Refuses what <see cref="Read"/> cannot answer.</summary>
    /// <exception cref="GridException">Invalid.</exception>
    public static void Check(long afterNumber, int top)
    {
        if (afterNumber < 0 || top is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"{top} entries of a log after number {afterNumber} cannot be read: ask for 1 to {LargestPage:N0}, after number 0 or more.");
    }

    /// <summary>Takes an entry in; the oldest one goes where there is no room.</summary>
    public void Add(LogEntryLevel level, string category, string message, Exception? exception)
    {
        string line = LogText.OneLine(message, LongestMessage);
        string? trace = exception is null ? null : LogText.Lines(exception.ToString(), LongestException);
        lock (_lock)
        {
            _newest++;
            _entries[_newest % Capacity] = new LogEntry { Number = _newest, Time = time.GetUtcNow(), Level = level, Category = category, Message = line, Exception = trace };
        }
    }

    /// <summary>The entries after a number, the oldest ones first.</summary>
    /// <exception cref="GridException">Invalid: the number or the page.</exception>
    public LogPage Read(long afterNumber, int top)
    {
        Check(afterNumber, top);
        lock (_lock)
        {
            long oldest = _newest == 0 ? 0 : Math.Max(1, _newest - Capacity + 1);
            ImmutableArray<LogEntry>.Builder page = ImmutableArray.CreateBuilder<LogEntry>();
            int characters = 0;
            // Compared before it is added to: it may be the greatest number there is.
            long first = afterNumber >= _newest ? _newest + 1 : Math.Max(oldest, afterNumber + 1);
            for (long number = first; number <= _newest && page.Count < top; number++)
            {
                LogEntry entry = _entries[number % Capacity];
                characters += entry.Category.Length + entry.Message.Length + (entry.Exception?.Length ?? 0);
                if (page.Count > 0 && characters > MostPageCharacters)
                    break;
                page.Add(entry);
            }
            return new LogPage(page.ToImmutable(), oldest, _newest);
        }
    }
}
