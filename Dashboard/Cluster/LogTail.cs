using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Dashboard.Cluster;

/// <summary>The end of a silo's log, as much of it as a page shows.</summary>
internal sealed class LogTail
{
    /// <summary>Most entries that are kept.</summary>
    public const int Most = 500;

    private readonly Queue<LogEntry> _entries = new(Most);

    /// <summary>The number after which to ask on.</summary>
    public long LastNumber { get; private set; }

    /// <summary>How many are kept.</summary>
    public int Count => _entries.Count;

    /// <summary>Entries that came and went before anybody asked.</summary>
    public long MissedCount { get; private set; }

    /// <summary>Takes in what was said since.</summary>
    public void Add(LogPage page)
    {
        // A silo forgets its oldest entries; what was asked for may be among them.
        if (LastNumber > 0 && page.OldestNumber > LastNumber + 1)
            MissedCount += page.OldestNumber - LastNumber - 1;
        foreach (LogEntry entry in page.Entries.Where(entry => entry.Number > LastNumber))
        {
            if (_entries.Count == Most)
                _entries.Dequeue();
            _entries.Enqueue(entry);
            LastNumber = entry.Number;
        }
    }

    /// <summary>Entries of a level or above with some words in them, the newest first.</summary>
    public ImmutableArray<LogEntry> Find(LogEntryLevel least, string words) =>
        [.. _entries.Where(entry => entry.Level >= least && IsIn(entry, words.Trim())).Reverse()];

    private static bool IsIn(LogEntry entry, string words) =>
        entry.Message.Contains(words, StringComparison.OrdinalIgnoreCase) || entry.Category.Contains(words, StringComparison.OrdinalIgnoreCase)
        || entry.Exception?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
}
