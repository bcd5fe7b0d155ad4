using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>This silo's own voice.</summary>
internal sealed class SiloService(GrainId id, Silo silo, ILoggerFactory loggers, ISiloReporter reporter, LogRing log, IConfiguration configuration)
    : GrainService(id, silo, loggers), ISiloService
{
    /// <inheritdoc/>
    public Task<SiloReport> ReportAsync(CancellationToken cancellationToken) => reporter.ReportAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<LogPage> ReadLogAsync(long afterNumber, int top, CancellationToken cancellationToken) => Task.FromResult(log.Read(afterNumber, top));

    /// <inheritdoc/>
    public Task<ImmutableArray<ConfigurationEntry>> ReadConfigurationAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ShownConfiguration.Of(configuration.GetSection(ShownConfiguration.Section)));
}
