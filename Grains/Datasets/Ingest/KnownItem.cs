namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>An item that a data set has.</summary>
/// <param name="Content">Its <see cref="ItemFingerprint"/>.</param>
/// <param name="Partition">Index of its partition in the version that was read.</param>
internal readonly record struct KnownItem(UInt128 Content, int Partition);
