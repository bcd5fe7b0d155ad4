using ClipGrid.Contracts.Training;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>Shows a training's progress: on a terminal as one line that is rewritten, elsewhere as a line every few seconds.</summary>
internal sealed class DemoProgressLine(SiloConsole console, TimeProvider clock)
{
    private readonly TimeSpan _between = console.IsTerminal ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
    private long? _shown;
    private int _width;

    /// <summary>Shows a step if it is time to.</summary>
    public void Report(MetricPoint point, long stepCount)
    {
        if (_shown is { } last && clock.GetElapsedTime(last) < _between && point.Step != stepCount)
            return;
        _shown = clock.GetTimestamp();
        TimeSpan left = point.SamplesPerSecond > 0 ? (stepCount - point.Step) * (point.SampleCount / point.Step) / point.SamplesPerSecond * TimeSpan.FromSeconds(1) : TimeSpan.Zero;
        string line = $"  step {point.Step}/{stepCount}  loss {point.Loss:F3}  rate {point.LearningRate:0.0e-0}  {point.SamplesPerSecond:F0} pairs/s  {left:m\\:ss} left";
        if (!console.IsTerminal)
        {
            console.Output.WriteLine(line);
            return;
        }
        // Blanks cover what is left of a longer line before it.
        console.Output.Write($"\r{line.PadRight(_width)}");
        _width = line.Length;
    }

    /// <summary>Ends the line, so that what comes next does not write over it.</summary>
    public void End()
    {
        if (console.IsTerminal && _shown is not null)
            console.Output.WriteLine();
    }
}
