namespace ClipGrid.Contracts.Devices;

/// <summary>What computes.</summary>
public enum DeviceKind
{
    /// <summary>The silo's processor.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda = 1,
}
