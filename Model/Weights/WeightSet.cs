using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>
/// The weights of one CLIP model under their canonical (OpenAI's) names, in the types they were stored in. Immutable; the
/// tensors may still lie in files, which must stay open as long as the set is read.
/// </summary>
public sealed class WeightSet
{
    // A counter of training steps that no computation reads, because the momentum is fixed; some exports leave it out.
    private const string CounterSuffix = ".num_batches_tracked";

    private readonly Dictionary<string, WeightTensor> _tensors;
    private readonly Dictionary<string, WeightTensor> _bookkeeping;
    private readonly CheckpointLayout _origin;

    /// <summary>A set of tensors under canonical names, such as a network hands out.</summary>
    /// <param name="tensors">The tensors by canonical name.</param>
    public WeightSet(IEnumerable<KeyValuePair<string, WeightTensor>> tensors)
        : this(new(tensors, StringComparer.Ordinal), [], CheckpointLayout.OpenAi)
    {
    }

    private WeightSet(Dictionary<string, WeightTensor> tensors, Dictionary<string, WeightTensor> bookkeeping, CheckpointLayout origin)
    {
        _tensors = tensors;
        _bookkeeping = bookkeeping;
        _origin = origin;
    }

    /// <summary>The tensors by canonical name.</summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors => _tensors;

    /// <summary>Recognises whose names these are.</summary>
    /// <param name="names">The names of a checkpoint. OpenAI's and open_clip's plain names are the same and count as OpenAI's.</param>
    /// <exception cref="CheckpointLayoutException">The names are of no known layout.</exception>
    public static CheckpointLayout DetectLayout(IEnumerable<string> names) => CheckpointNames.Detect(names);

    /// <summary>
    /// Takes a checkpoint under foreign names. Buffers that no network reads (Hugging Face's <c>position_ids</c>, OpenAI's
    /// <c>input_resolution</c>, <c>context_length</c>, <c>vocab_size</c>, open_clip's <c>attn_mask</c>) are set aside and only come back
    /// in an export of the same layout; names that the layout does not know are kept for <see cref="Compare"/> to report.
    /// </summary>
    /// <param name="tensors">The tensors by the layout's names.</param>
    /// <param name="layout">Whose names they are; recognised by the names if left out.</param>
    /// <exception cref="CheckpointLayoutException">The names are of no known layout.</exception>
    public static WeightSet Import(IReadOnlyDictionary<string, WeightTensor> tensors, CheckpointLayout? layout = null)
    {
        CheckpointLayout origin = layout ?? CheckpointNames.Detect(tensors.Keys);
        CheckpointNames names = CheckpointNames.Of(origin);
        ILookup<bool, KeyValuePair<string, WeightTensor>> byUse = tensors.ToLookup(t => names.IsBookkeeping(t.Key));
        return new WeightSet(
            names.ToCanonical(byUse[false].ToDictionary(StringComparer.Ordinal)), byUse[true].ToDictionary(StringComparer.Ordinal), origin);
    }

    /// <summary>The tensors under a layout's names, byte for byte as they are stored here.</summary>
    /// <param name="layout">Whose names to use.</param>
    /// <exception cref="CheckpointLayoutException">The layout cannot hold this model: Hugging Face has no ResNet and no logit bias.</exception>
    public IReadOnlyDictionary<string, WeightTensor> Export(CheckpointLayout layout)
    {
        Dictionary<string, WeightTensor> foreign = CheckpointNames.Of(layout).FromCanonical(_tensors);
        if (Family(layout) == Family(_origin))
            foreach ((string name, WeightTensor tensor) in _bookkeeping)
                foreign.TryAdd(name, tensor);
        return foreign;
    }

    /// <summary>
    /// A set with one tensor added or replaced: the place to resize position embeddings of another grid
    /// (<c>visual.positional_embedding</c>, <c>visual.attnpool.positional_embedding</c>, <c>positional_embedding</c>) before <see cref="RequireMatch"/>.
    /// </summary>
    /// <param name="name">The canonical name.</param>
    /// <param name="tensor">The new tensor.</param>
    public WeightSet With(string name, WeightTensor tensor) => With([new(name, tensor)]);

    /// <summary>A set with tensors added or replaced. Where a shape changes, the buffers set aside by <see cref="Import"/> are dropped: they repeat shapes.</summary>
    /// <param name="changes">The new tensors by canonical name.</param>
    public WeightSet With(IEnumerable<KeyValuePair<string, WeightTensor>> changes)
    {
        var tensors = new Dictionary<string, WeightTensor>(_tensors, StringComparer.Ordinal);
        bool sameShapes = true;
        foreach ((string name, WeightTensor tensor) in changes)
        {
            sameShapes &= tensors.TryGetValue(name, out WeightTensor? old) && old.Shape.AsSpan().SequenceEqual(tensor.Shape.AsSpan());
            tensors[name] = tensor;
        }
        return new WeightSet(tensors, sameShapes ? _bookkeeping : [], _origin);
    }

    /// <summary>All differences to a network. A missing or additional <c>num_batches_tracked</c> is none: nothing reads that counter.</summary>
    /// <param name="expected">The network's shapes by canonical name.</param>
    public WeightMismatch Compare(IReadOnlyDictionary<string, long[]> expected)
    {
        IEnumerable<string> missing = expected.Keys.Where(n => !_tensors.ContainsKey(n));
        IEnumerable<string> unexpected = _tensors.Keys.Where(n => !expected.ContainsKey(n));
        IEnumerable<MisshapedWeight> misshaped =
            from pair in expected
            where _tensors.TryGetValue(pair.Key, out WeightTensor? actual) && !actual.Shape.AsSpan().SequenceEqual(pair.Value)
            orderby pair.Key
            select new MisshapedWeight(pair.Key, [.. pair.Value], _tensors[pair.Key].Shape);
        return new WeightMismatch
        {
            Missing = [.. missing.Where(IsNoCounter).Order(StringComparer.Ordinal)],
            Unexpected = [.. unexpected.Where(IsNoCounter).Order(StringComparer.Ordinal)],
            Misshaped = [.. misshaped],
        };
    }

    /// <summary>Demands that the set fits a network.</summary>
    /// <param name="expected">The network's shapes by canonical name.</param>
    /// <exception cref="WeightMismatchException">It does not; the exception lists everything missing, unexpected and mis-shaped.</exception>
    public void RequireMatch(IReadOnlyDictionary<string, long[]> expected)
    {
        WeightMismatch mismatch = Compare(expected);
        if (!mismatch.IsEmpty)
            throw new WeightMismatchException(mismatch);
    }

    /// <summary>The tensors with NaN or infinite values, in order of their names. Reads every weight once.</summary>
    /// <param name="cancellation">Checked between tensors.</param>
    public ImmutableArray<WeightWarning> FindNonFinite(CancellationToken cancellation = default)
    {
        var warnings = ImmutableArray.CreateBuilder<WeightWarning>();
        foreach ((string name, WeightTensor tensor) in _tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (tensor.Type.IsFloat() && tensor.CountNonFinite() is > 0 and long count)
                warnings.Add(new WeightWarning(name, count, tensor.ElementCount));
        }
        return warnings.ToImmutable();
    }

    private static bool IsNoCounter(string name) => !name.EndsWith(CounterSuffix, StringComparison.Ordinal);

    // OpenAI's and open_clip's names are one family: the buffers of either may go with both.
    private static bool Family(CheckpointLayout layout) => layout == CheckpointLayout.HuggingFace;
}
