using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>
/// Writes an entry of the log as a line: <c>warn: ClipGrid.Some.Class[0] What happened</c>. What strangers send stands in it too, addresses of
/// requests for one, so that nothing in it can end the line, colour the screen or turn the direction of what follows.
/// </summary>
internal sealed class OneLineFormatter() : ConsoleFormatter(Name)
{
    /// <summary>The name by which the console chooses it.</summary>
    public new const string Name = "clipgrid";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"{Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] ");
        Append(line, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
            Append(line.Append(' '), $"{exception}");
        textWriter.WriteLine(line.ToString());
    }

    private static void Append(StringBuilder line, string text)
    {
        // Ends of lines are usual in exceptions, and easier to read as blanks.
        foreach (char c in text.ReplaceLineEndings(" "))
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                line.Append(c);
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
