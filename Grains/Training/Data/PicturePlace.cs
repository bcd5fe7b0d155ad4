namespace ClipGrid.Grains.Training.Data;

/// <summary>Where a picture's file lies.</summary>
/// <param name="Partition">Number of its partition in the session's plan.</param>
/// <param name="Offset">First byte in the partition's shard.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct PicturePlace(int Partition, long Offset, int Length);
