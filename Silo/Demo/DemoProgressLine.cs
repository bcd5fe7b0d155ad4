using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>Shows progress: on a terminal as one line that is rewritten, elsewhere as a line every few seconds.</summary>
internal sealed class DemoProgressLine(SiloConsole console, TimeProvider clock) : IProgress<DemoProgress>
{
    private readonly TimeSpan _between = console.IsTerminal ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
    private long? _shown;
    private int _width;

    /// <inheritdoc/>
    public void Report(DemoProgress value)
    {
        if (_shown is { } last && clock.GetElapsedTime(last) < _between && !value.IsLast)
            return;
        _shown = clock.GetTimestamp();
        string line = $"  {value}";
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
