using System.Diagnostics;

namespace ClipGrid.Grains.Search;

/// <summary>The stages of one search: each a span and a measurement, ended by the next one or by the disposal. For one caller.</summary>
internal sealed class SearchStages(SearchMeter meter, TimeProvider time) : IDisposable
{
    private Activity? _span;
    private string? _stage;
    private long _begun;

    /// <summary>Begins a stage.</summary>
    public void Next(string stage)
    {
        End();
        (_stage, _begun) = (stage, time.GetTimestamp());
        _span = SearchSpans.Begin($"search.{stage}");
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void End()
    {
        if (_stage is null)
            return;
        meter.Stage(_stage, time.GetElapsedTime(_begun));
        _span?.Dispose();
        _stage = null;
    }
}
