using Orleans.Runtime.Services;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>Reaches the voice of a silo that is named.</summary>
internal sealed class SiloServiceClient(IServiceProvider services) : GrainServiceClient<ISiloService>(services)
{
    /// <summary>The voice of a silo.</summary>
    public ISiloService On(SiloAddress silo) => GetGrainService(silo);
}
