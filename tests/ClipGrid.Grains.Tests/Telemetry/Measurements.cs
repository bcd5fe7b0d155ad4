using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ClipGrid.Grains.Tests.Telemetry;

/// <summary>What one class of metrics measures; tests beside this one have the same names and are not heard.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, string Tags, double Value)> _all = new();

    private Measurements()
    {
    }

    /// <summary>Everything so far, as <c>name{tag=value}</c>, in its order.</summary>
    public IEnumerable<string> Names => _all.Select(one => $"{one.Name}{{{one.Tags}}}");

    /// <summary>Makes the class and listens to the instruments that it makes.</summary>
    public static Measurements Of<T>(Func<T> make, out T made)
    {
        Measurements heard = new();
        int thread = Environment.CurrentManagedThreadId;
        bool isMaking = true;
        heard._listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isMaking && Environment.CurrentManagedThreadId == thread)
                listener.EnableMeasurementEvents(instrument);
        };
        heard._listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => heard.Add(instrument, value, tags));
        heard._listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => heard.Add(instrument, value, tags));
        heard._listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => heard.Add(instrument, value, tags));
        // What others made before is published now; the flag keeps it out.
        isMaking = false;
        heard._listener.Start();
        isMaking = true;
        made = make();
        isMaking = false;
        return heard;
    }

    /// <summary>The sum of a metric's measurements with these tags, as <c>a=b,c=d</c> in the order of their names.</summary>
    public double Sum(string name, string tags = "") => _all.Where(one => one.Name == name && one.Tags == tags).Sum(one => one.Value);

    /// <summary>How many measurements of a metric there are with these tags.</summary>
    public int Count(string name, string tags = "") => _all.Count(one => one.Name == name && one.Tags == tags);

    /// <summary>What an observed instrument says now.</summary>
    public double Observe(string name, string tags = "")
    {
        ConcurrentQueue<(string Name, string Tags, double Value)> before = new(_all);
        _listener.RecordObservableInstruments();
        return _all.Skip(before.Count).Single(one => one.Name == name && one.Tags == tags).Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string text = string.Join(',', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key["clipgrid.".Length..]}={tag.Value}"));
        _all.Enqueue((instrument.Name, text, value));
    }
}
