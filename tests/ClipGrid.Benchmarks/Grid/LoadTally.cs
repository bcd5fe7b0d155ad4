using ClipGrid.Contracts.Errors;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>How searches ended. Safe for any number of callers.</summary>
internal sealed class LoadTally
{
    private readonly Lock _lock = new();
    private readonly List<double> _answers = [];
    private readonly List<double> _refusals = [];
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);

    internal void Answered(TimeSpan took, bool isPartial)
    {
        lock (_lock)
        {
            _answers.Add(took.TotalMilliseconds);
            if (isPartial)
                Count("partial");
        }
    }

    internal void Refused(TimeSpan took, GridProblem problem)
    {
        lock (_lock)
        {
            _refusals.Add(took.TotalMilliseconds);
            Count(problem.ToString());
        }
    }

    internal LoadResult Result(TimeSpan length)
    {
        lock (_lock)
            return new LoadResult(length, [.. _answers.Order()], [.. _refusals.Order()], string.Join(", ", _kinds.Select(kind => $"{kind.Value} {kind.Key}")));
    }

    private void Count(string kind) => _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
}
