using System.Diagnostics;
using System.Diagnostics.Metrics;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Cluster;

namespace ClipGrid.Grains.Search;

/// <summary>What searches measure. Safe for any number of callers.</summary>
internal sealed class SearchMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Search";

    private const string Operation = "clipgrid.operation";
    private const string Partial = "partial";

    private static readonly InstrumentAdvice<double> Times = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Meter _meter = new(Name);
    private readonly TimeProvider _time;
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _stages;
    private readonly Counter<long> _compared;
    private long _askedCount, _missingCount, _refusedCount;

    /// <summary>Creates the instruments.</summary>
    /// <param name="time">Measures.</param>
    public SearchMeter(TimeProvider time)
    {
        _time = time;
        _durations = _meter.CreateHistogram("clipgrid.search.duration", "s", "Time that a search, a classification or a ranking took.", advice: Times);
        _stages = _meter.CreateHistogram("clipgrid.search.stage.duration", "s", "Time that a stage of a search took.", advice: Times);
        _compared = _meter.CreateCounter<long>("clipgrid.search.compared", "{vector}", "Vectors that searches compared.");
        // Observed, so that they are there at 0 too: what is alerted on must not begin with a gap.
        _meter.CreateObservableCounter("clipgrid.search.partitions.asked", () => Interlocked.Read(ref _askedCount), "{partition}", "Partitions that searches asked.");
        _meter.CreateObservableCounter("clipgrid.search.partitions.missing", () => Interlocked.Read(ref _missingCount), "{partition}", "Partitions that gave a search no answer.");
        _meter.CreateObservableCounter("clipgrid.search.refused", () => Interlocked.Read(ref _refusedCount), "{search}", "Searches that were sent away because there were too many.");
    }

    /// <summary>Carries out a request, as a span, and counts how it ended.</summary>
    public async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> run)
    {
        using Activity? span = SearchSpans.Begin(operation);
        long begun = _time.GetTimestamp();
        string outcome = Outcome.Good;
        try
        {
            T result = await run().ConfigureAwait(false);
            outcome = result is SearchResult { Missing.IsEmpty: false } ? Partial : Outcome.Good;
            return result;
        }
        catch (Exception error)
        {
            outcome = Outcome.Of(error);
            span.Fail(error);
            throw;
        }
        finally
        {
            _durations.Record(_time.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>(Operation, operation), new KeyValuePair<string, object?>(Outcome.Tag, outcome));
        }
    }

    /// <summary>Begins to follow a search through its stages.</summary>
    public SearchStages Follow() => new(this, _time);

    /// <summary>Counts a stage.</summary>
    public void Stage(string stage, TimeSpan duration) => _stages.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("clipgrid.stage", stage));

    /// <summary>Counts what a search asked and got.</summary>
    public void Searched(int asked, int missing, long compared)
    {
        Interlocked.Add(ref _askedCount, asked);
        Interlocked.Add(ref _missingCount, missing);
        _compared.Add(compared);
    }

    /// <summary>Counts a search that was sent away.</summary>
    public void Refused() => Interlocked.Increment(ref _refusedCount);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
