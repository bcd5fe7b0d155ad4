namespace ClipGrid.Silo.Cluster;

/// <summary>Where the silos of a grid are listed.</summary>
internal interface IMemberList : IAsyncDisposable
{
    /// <summary>Has a silo put itself on the list.</summary>
    ISiloBuilder Use(ISiloBuilder silo);
}
