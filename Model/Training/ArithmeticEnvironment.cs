using System.Numerics;
using System.Text.Json.Serialization;
using ClipGrid.Model.Native;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

/// <summary>What decides the last bit of a sum: equal environments give equal runs on a CPU.</summary>
/// <param name="ThreadCount">Threads that torch shares an operation among.</param>
/// <param name="LibTorchVersion">Version of the native torch.</param>
/// <param name="TorchSharpVersion">Version of the managed one.</param>
/// <param name="CpuCapability">Widest vector instructions of the processor.</param>
/// <param name="VectorLength">Float lanes of .NET's vectors, which the optimiser's sums use.</param>
/// <param name="Device">Kind of device.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ArithmeticEnvironment(
    int ThreadCount, string LibTorchVersion, string TorchSharpVersion, string CpuCapability, int VectorLength, string Device)
{
    /// <summary>The environment of a network in this process.</summary>
    public static ArithmeticEnvironment Of(ClipNetwork network)
    {
        TorchDescription torch = TorchRuntime.Describe();
        return new(
            torch.ThreadCount,
            torch.LibtorchVersion,
            typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(),
            torch.CpuCapability,
            Vector<float>.Count,
            network.Device.type.ToString());
    }

    /// <summary>A sentence for each difference; empty when the two are equal.</summary>
    public IEnumerable<string> DifferencesTo(ArithmeticEnvironment now)
    {
        if (ThreadCount != now.ThreadCount)
            yield return $"threads: {ThreadCount} then, {now.ThreadCount} now";
        if (LibTorchVersion != now.LibTorchVersion)
            yield return $"libtorch: {LibTorchVersion} then, {now.LibTorchVersion} now";
        if (TorchSharpVersion != now.TorchSharpVersion)
            yield return $"TorchSharp: {TorchSharpVersion} then, {now.TorchSharpVersion} now";
        if (CpuCapability != now.CpuCapability)
            yield return $"processor: {CpuCapability} then, {now.CpuCapability} now";
        if (VectorLength != now.VectorLength)
            yield return $"vector length: {VectorLength} then, {now.VectorLength} now";
        if (Device != now.Device)
            yield return $"device: {Device} then, {now.Device} now";
    }
}
