using Microsoft.Extensions.Logging.Console;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>The log of a process on its console.</summary>
public static class OneLineLogging
{
    /// <summary>Writes each entry as a line of its own, whatever stands in it.</summary>
    public static ILoggingBuilder AddOneLineConsole(this ILoggingBuilder logging) =>
        logging.AddConsole(console => console.FormatterName = OneLineFormatter.Name).AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();
}
