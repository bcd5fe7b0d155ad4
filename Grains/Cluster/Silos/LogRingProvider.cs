using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>Writes the silo's log into its ring. What is written is decided by this provider's own filters, whatever the console shows.</summary>
internal sealed class LogRingProvider(LogRing ring) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LogRingLogger(ring, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The ring is memory, and stays readable to the end.
    }
}
