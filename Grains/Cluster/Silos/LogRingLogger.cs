using ClipGrid.Contracts.Cluster;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>Writes what a category says into the ring.</summary>
internal sealed class LogRingLogger(LogRing ring, string category) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            ring.Add((LogEntryLevel)logLevel, category, formatter(state, exception), exception);
    }
}
