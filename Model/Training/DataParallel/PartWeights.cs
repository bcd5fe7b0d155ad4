using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training.DataParallel;

/// <summary>
/// A network's weights and gradients as bytes, in the type that is computed in, one tensor after the other in the order of the plan. Equal
/// networks under equal specifications have equal layouts.
/// </summary>
internal sealed class PartWeights
{
    private readonly Tensor[] _trained;
    private readonly Tensor[] _fixed;
    private readonly TrainedParameter[] _towers;

    /// <exception cref="ArgumentException">There are too many weights for one array.</exception>
    internal PartWeights(ClipNetwork compute, IReadOnlyList<TrainedParameter> trained)
    {
        HashSet<string> names = [.. trained.Select(parameter => parameter.Name)];
        _trained = [.. trained.Select(parameter => parameter.Value)];
        _fixed = [.. compute.State().Where(part => !names.Contains(part.Name)).Select(part => part.Value)];
        // Whoever computes the loss has the gradients of its factor and bias; a part has none.
        _towers = [.. trained.Where(parameter => !ReferenceEquals(parameter.Value, compute.LogitScale) && !ReferenceEquals(parameter.Value, compute.LogitBias))];
        (TrainedByteCount, FixedByteCount, GradientByteCount) = (Count(_trained), Count(_fixed), Count(_towers.Select(tower => tower.Value)));
    }

    /// <summary>Bytes of what is trained.</summary>
    internal int TrainedByteCount { get; }

    /// <summary>Bytes of the rest.</summary>
    internal int FixedByteCount { get; }

    /// <summary>Bytes of a part's gradients.</summary>
    internal int GradientByteCount { get; }

    internal void ReadTrained(Span<byte> target) => Read(_trained, target);

    internal void ReadFixed(Span<byte> target) => Read(_fixed, target);

    internal void WriteTrained(ReadOnlySpan<byte> source) => Write(_trained, source);

    internal void WriteFixed(ReadOnlySpan<byte> source) => Write(_fixed, source);

    /// <summary>Takes the gradients from the parameters, which have none then; zeros where there was none.</summary>
    internal void TakeGradients(Span<byte> target)
    {
        foreach (TrainedParameter tower in _towers)
        {
            Span<byte> bytes = Next(ref target, tower.Value);
            using Tensor? gradient = tower.Value.grad;
            if (gradient is null)
                bytes.Clear();
            else
                gradient.CopyBytesTo(bytes);
            tower.Value.grad = null;
        }
    }

    /// <summary>Adds another part's gradients to those that the parameters have; a parameter without one takes no part in the step.</summary>
    internal void AddGradients(ReadOnlySpan<byte> source)
    {
        using var frozen = no_grad();
        foreach (TrainedParameter tower in _towers)
        {
            ReadOnlySpan<byte> bytes = source[..(int)ByteCount(tower.Value)];
            source = source[bytes.Length..];
            using Tensor? gradient = tower.Value.grad;
            if (gradient is null)
                continue;
            using Tensor other = empty_like(tower.Value);
            other.CopyBytesFrom(bytes);
            gradient.Plus_(other);
        }
    }

    /// <summary>
    /// Adds gradients that are computed here to those that the parameters have: all of the part first, then its sum, as
    /// <see cref="AddGradients"/> does with those from elsewhere. In another order the last bits would be others.
    /// </summary>
    /// <param name="pushBack">Leaves the part's gradients on the parameters.</param>
    internal void AddGradientsOf(Action pushBack)
    {
        Tensor?[] sums = [.. _towers.Select(tower => tower.Value.grad)];
        foreach (TrainedParameter tower in _towers)
            tower.Value.grad = null;
        pushBack();
        using var frozen = no_grad();
        foreach ((TrainedParameter tower, Tensor? sum) in _towers.Zip(sums))
        {
            if (sum is null)
                continue;
            using Tensor? gradient = tower.Value.grad;
            if (gradient is not null)
                sum.Plus_(gradient);
            tower.Value.grad = sum;
            sum.Dispose();
        }
    }

    private static void Read(Tensor[] tensors, Span<byte> target)
    {
        foreach (Tensor part in tensors)
            part.CopyBytesTo(Next(ref target, part));
    }

    private static void Write(Tensor[] tensors, ReadOnlySpan<byte> source)
    {
        using var frozen = no_grad();
        foreach (Tensor part in tensors)
        {
            int length = (int)ByteCount(part);
            part.CopyBytesFrom(source[..length]);
            source = source[length..];
        }
    }

    private static Span<byte> Next(ref Span<byte> target, Tensor part)
    {
        Span<byte> bytes = target[..(int)ByteCount(part)];
        target = target[bytes.Length..];
        return bytes;
    }

    private static long ByteCount(Tensor part) => part.numel() * part.element_size();

    private static int Count(IEnumerable<Tensor> tensors)
    {
        long count = tensors.Sum(ByteCount);
        return count <= Array.MaxLength ? (int)count : throw new ArgumentException($"{count} bytes of weights are too many to share a batch among devices, which takes {Array.MaxLength} at most: train on one device, or with low-rank updates.");
    }
}
