using System.Net;

namespace ClipGrid.Silo.Cluster;

/// <summary>A list in this process's memory: the silo is its only member.</summary>
internal sealed class NoOthers(IPEndPoint self) : IMemberList
{
    /// <inheritdoc/>
    public ISiloBuilder Use(ISiloBuilder silo) => silo.UseDevelopmentClustering(self);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
