using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Classification;

/// <summary>
/// Weights between a start and what fine-tuning made of it, <c>(1 - share) * start + share * tuned</c>: often better than both, above all on
/// pictures unlike those of the training (WiSE-FT: Wortsman et al. 2022, section 3).
/// </summary>
public static class WeightMixture
{
    /// <summary>A mixture of two networks' weights, float32. The ends are the sets themselves, bit for bit.</summary>
    /// <param name="start">Weights before fine-tuning, such as <see cref="Network.ClipNetworkWeights.ToWeights"/> gives.</param>
    /// <param name="tuned">Weights after it, of the same names and shapes.</param>
    /// <param name="share">Share of the tuned weights, 0 to 1.</param>
    /// <exception cref="ArgumentException">The sets are of different networks; the message names a tensor.</exception>
    public static WeightSet Mix(WeightSet start, WeightSet tuned, double share)
    {
        RequireShare(share);
        string? wrong = start.Tensors.Keys.Concat(tuned.Tensors.Keys).FirstOrDefault(name =>
            !start.Tensors.TryGetValue(name, out WeightTensor? before) || !tuned.Tensors.TryGetValue(name, out WeightTensor? after) || !before.Shape.AsSpan().SequenceEqual(after.Shape.AsSpan()));
        if (wrong is not null)
            throw new ArgumentException($"The weights cannot be mixed: '{wrong}' is missing on one side or has another shape there. Mix a network with what fine-tuning made of it.", nameof(tuned));
        return share switch
        {
            0 => start,
            1 => tuned,
            // A batch norm's counter is no weight; the tuned one goes with the later statistics.
            _ => new WeightSet(tuned.Tensors.Select(part => new KeyValuePair<string, WeightTensor>(
                part.Key, part.Value.Type.IsFloat() ? Mix(start.Tensors[part.Key], part.Value, share) : part.Value))),
        };
    }

    /// <summary>The same of two heads. The ends are the heads themselves.</summary>
    /// <param name="start">The head before fine-tuning.</param>
    /// <param name="tuned">The head after it, of the same classes.</param>
    /// <param name="share">Share of the tuned head, 0 to 1.</param>
    /// <exception cref="ArgumentException">The heads have different classes or widths.</exception>
    public static ClassifierHead Mix(ClassifierHead start, ClassifierHead tuned, double share)
    {
        RequireShare(share);
        if (!start.Classes.AsSpan().SequenceEqual(tuned.Classes.AsSpan()) || start.EmbedDim != tuned.EmbedDim)
            throw new ArgumentException($"The heads cannot be mixed: {start.Classes.Length} classes over {start.EmbedDim} numbers before, {tuned.Classes.Length} over {tuned.EmbedDim} after, or classes of other names. Mix a head with what fine-tuning made of it.", nameof(tuned));
        return share switch
        {
            0 => start,
            1 => tuned,
            _ => new ClassifierHead(tuned.Classes, Mix(start.Weights.Span, tuned.Weights.Span, share), Mix(start.Biases.Span, tuned.Biases.Span, share)),
        };
    }

    private static WeightTensor Mix(WeightTensor start, WeightTensor tuned, double share) =>
        WeightTensor.FromFloats(tuned.Shape, Mix(start.ToFloats(), tuned.ToFloats(), share));

    private static float[] Mix(ReadOnlySpan<float> start, ReadOnlySpan<float> tuned, double share)
    {
        float[] mixed = new float[start.Length];
        for (int i = 0; i < mixed.Length; i++)
            mixed[i] = (float)(((1 - share) * start[i]) + (share * tuned[i]));
        return mixed;
    }

    private static void RequireShare(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of the tuned weights must be 0 to 1.");
    }
}
