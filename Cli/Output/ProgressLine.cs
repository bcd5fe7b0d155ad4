using System.Globalization;

namespace ClipGrid.Cli.Output;

/// <summary>A line on a terminal that shows how far something is, and goes away with it.</summary>
internal sealed class ProgressLine(TextWriter terminal, bool isShown, int width) : IDisposable
{
    private const int BarWidth = 24;
    private readonly Lock _gate = new();
    private bool _isDrawn;
    private string? _reason;
    private bool _isEnded;

    /// <summary>Shows a part of a whole; a whole of 0 is not known.</summary>
    public void Show(string label, long part, long whole, string detail)
    {
        double share = whole > 0 ? Math.Clamp((double)part / whole, 0, 1) : 0;
        int filled = (int)(share * BarWidth);
        Show(whole > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{label} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {share * 100,3:0} %  {detail}")
            : $"{label}  {detail}");
    }

    /// <summary>Shows a text in the place of the last.</summary>
    public void Show(string text)
    {
        if (!isShown)
            return;
        string line = Words.Line(text);
        lock (_gate)
        {
            if (_isEnded)
                return;
            // Erases the line that is there, and stays on it.
            terminal.Write($"\r\u001b[K{(line.Length < width ? line : line[..(width - 1)])}");
            terminal.Flush();
            _isDrawn = true;
        }
    }

    /// <summary>Says what is waited for where no line is drawn, as in a log: once for each time that it begins to wait.</summary>
    /// <param name="reason">A sentence, or null: it goes on.</param>
    public void Wait(string? reason)
    {
        if (isShown)
            return;
        lock (_gate)
        {
            if (reason is not null && reason != _reason && !_isEnded)
                terminal.WriteLine(Words.Line(reason));
            _reason = reason;
        }
    }

    /// <summary>Writes what stays, in the place of the line, which comes back below with its next text. One caller at a time writes.</summary>
    public void Above(Action write)
    {
        lock (_gate)
        {
            Erase();
            write();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            Erase();
        }
    }

    private void Erase()
    {
        if (_isDrawn)
            terminal.Write("\r\u001b[K");
        terminal.Flush();
        _isDrawn = false;
    }
}
