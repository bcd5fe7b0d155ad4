namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>Shows that this silo still handles calls: its own voice is asked as others ask it, which takes a turn of its dispatcher.</summary>
public sealed class SiloPulse
{
    private readonly SiloServiceClient _voices;
    private readonly SiloAddress _silo;

    internal SiloPulse(SiloServiceClient voices, ILocalSiloDetails local) => (_voices, _silo) = (voices, local.SiloAddress);

    /// <summary>Completes when the silo has answered itself.</summary>
    public Task BeatAsync(CancellationToken cancellationToken) => _voices.On(_silo).ReportAsync(cancellationToken);
}
