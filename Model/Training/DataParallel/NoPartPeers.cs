namespace ClipGrid.Model.Training.DataParallel;

/// <summary>Nobody: a run computes all parts itself.</summary>
internal sealed class NoPartPeers : IPartPeers
{
    internal static NoPartPeers Instance { get; } = new();

    public IPartPeer? Find(int part) => null;
}
