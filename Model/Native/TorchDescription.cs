using System.Collections.Immutable;

namespace ClipGrid.Model.Native;

/// <summary>What the loaded native torch is and what it computes on.</summary>
public sealed record TorchDescription
{
    /// <summary>Version of libtorch: <c>2.10.0</c>.</summary>
    public required string LibtorchVersion { get; init; }

    /// <summary>Threads that one CPU operation is split over.</summary>
    public required int ThreadCount { get; init; }

    /// <summary>
    /// The vector instructions of this CPU, in the words of torch's own dispatcher: <c>AVX512</c>, <c>AVX2</c> or
    /// <c>DEFAULT</c>.
    /// </summary>
    public required string CpuCapability { get; init; }

    /// <summary>Devices that tensors may live on, <c>cpu</c> first, then <c>cuda:0</c> and so on.</summary>
    public required ImmutableArray<string> Devices { get; init; }

    /// <summary>One line: <c>libtorch 2.10.0 on cpu, 2 threads, AVX2</c>.</summary>
    public override string ToString() =>
        $"libtorch {LibtorchVersion} on {string.Join(", ", Devices)}, {ThreadCount} {(ThreadCount == 1 ? "thread" : "threads")}, {CpuCapability}";
}
