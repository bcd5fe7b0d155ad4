namespace ClipGrid.Grains.Devices;

/// <summary>A GPU as its driver describes it.</summary>
/// <param name="Name">For example "NVIDIA H100 80GB HBM3".</param>
/// <param name="MemoryBytes">Its memory; 0 where the driver does not say.</param>
internal sealed record Gpu(string Name, long MemoryBytes);
