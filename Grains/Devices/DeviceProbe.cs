using System.Collections.Immutable;
using ClipGrid.Contracts.Devices;
using ClipGrid.Model.Native;

namespace ClipGrid.Grains.Devices;

/// <summary>Finds this silo's devices: its processor, and the GPUs that torch can use.</summary>
internal sealed class DeviceProbe(NvidiaSmi smi)
{
    /// <summary>Looks; takes seconds where there are GPUs.</summary>
    /// <exception cref="TorchLoadException">Torch cannot be loaded, so nothing can compute here.</exception>
    public async Task<ImmutableArray<PublishedDevice>> ProbeAsync(CancellationToken cancellationToken)
    {
        int gpuCount = TorchRuntime.Describe().Devices.Count(device => device.StartsWith("cuda", StringComparison.Ordinal));
        ImmutableArray<Gpu> gpus = gpuCount == 0 ? [] : await smi.AskAsync(cancellationToken).ConfigureAwait(false);
        return [Processor(), .. Name(gpuCount, gpus)];
    }

    /// <summary>The GPUs that torch counts, with the names and memory that the driver tells.</summary>
    /// <remarks>
    /// Both count in the order of the bus where <c>CUDA_DEVICE_ORDER</c> is <c>PCI_BUS_ID</c>, or the GPUs are alike. Where torch sees
    /// only some of them (<c>CUDA_VISIBLE_DEVICES</c>) which ones is not known: each is then taken for the smallest.
    /// </remarks>
    internal static IEnumerable<PublishedDevice> Name(int gpuCount, ImmutableArray<Gpu> gpus)
    {
        Gpu unclear = gpus.IsEmpty ? new Gpu("CUDA device", 0) : gpus.MinBy(gpu => gpu.MemoryBytes)!;
        return Enumerable.Range(0, gpuCount)
            .Select(i => gpus.Length == gpuCount ? gpus[i] : unclear)
            .Select((gpu, i) => new PublishedDevice(DeviceKind.Cuda, i, gpu.Name, gpu.MemoryBytes));
    }

    // In a container this is the container's limit.
    private static PublishedDevice Processor() =>
        new(DeviceKind.Cpu, 0, ProcessorName.Read(ProcessorName.File), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
