using TorchSharp;
using static TorchSharp.torch;

namespace ClipGrid.Model.Native;

/// <summary>Where tensors are computed. Immutable.</summary>
public sealed class ComputeDevice
{
    private ComputeDevice(Device device) => Device = device;

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu { get; } = new(CPU);

    /// <summary>Torch's own name of it.</summary>
    internal Device Device { get; }

    /// <summary>A CUDA device.</summary>
    /// <param name="number">Its number, from 0.</param>
    public static ComputeDevice Cuda(int number) => new(new Device(DeviceType.CUDA, number));
}
