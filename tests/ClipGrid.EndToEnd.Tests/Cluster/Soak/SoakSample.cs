using System.Collections.Immutable;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>A moment of a soak.</summary>
/// <param name="Minute">Since its begin.</param>
/// <param name="Processes">The processes, always in the same order.</param>
/// <param name="BlobCount">How many blobs there are.</param>
/// <param name="BlobBytes">Their bytes.</param>
internal sealed record SoakSample(double Minute, ImmutableArray<ProcessSample> Processes, int BlobCount, long BlobBytes);
