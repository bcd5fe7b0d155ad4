using System.Diagnostics;
using ClipGrid.TestKit.Faults;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>When each operation came to a proxy. Safe for any number of callers.</summary>
internal sealed class RequestRate
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<long>> _times = [];

    /// <summary>Requests noted.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _times.Values.Sum(times => times.Count);
        }
    }

    /// <summary>Notes a request: an operation is what is done to which blob.</summary>
    public void Note(ProxiedRequest request)
    {
        string operation = $"{request.Method} {request.Target.Split("&sig=")[0]}";
        lock (_lock)
        {
            if (!_times.TryGetValue(operation, out List<long>? times))
                _times[operation] = times = [];
            times.Add(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>The operation that came most often within any minute, and how often that was.</summary>
    public (string Operation, int Count) MostInAMinute()
    {
        lock (_lock)
            return _times.Select(pair => (pair.Key, pair.Value.Max(begin => pair.Value.Count(time => time >= begin && Stopwatch.GetElapsedTime(begin, time) < Minute)))).DefaultIfEmpty(("none", 0)).MaxBy(pair => pair.Item2);
    }
}
