namespace ClipGrid.Model.Training.DataParallel;

/// <summary>The devices that a run shares its batches with; they come and go between steps. Safe for any number of callers.</summary>
public interface IPartPeers
{
    /// <summary>Who computes a part from 1 on, or null if nobody does now: then the run computes it itself.</summary>
    IPartPeer? Find(int part);
}
