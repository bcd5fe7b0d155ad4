using ClipGrid.Model.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>The network that a run computes with.</summary>
internal static class TrainingNetwork
{
    /// <summary>The network itself, or its copy in fewer bits.</summary>
    internal static ClipNetwork Of(ClipNetwork network, TrainingSpecification specification) =>
        ComputesInBFloat16(network, specification) ? network.CopyAs(ScalarType.BFloat16) : network;

    /// <summary>Training mode; a locked image tower keeps its batch norm's statistics as well.</summary>
    internal static void SetMode(ClipNetwork compute, TrainingSpecification specification)
    {
        compute.train();
        if (specification.LocksImageTower())
            compute.Visual.eval();
    }

    private static bool ComputesInBFloat16(ClipNetwork network, TrainingSpecification specification) => specification.Precision switch
    {
        // A probe computes nothing but its head.
        _ when specification.Objective == ObjectiveKind.Probe => false,
        Precision.BFloat16 => true,
        Precision.ByDevice => network.Device.type != DeviceType.CPU,
        _ => false,
    };
}
