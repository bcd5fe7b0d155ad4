namespace ClipGrid.Model.Weights;

/// <summary>
/// Translates between one checkpoint layout and the canonical names. Both ways move bytes and never change a value.
/// A name that the layout does not know is kept as it is, so that the comparison with the network reports it.
/// </summary>
internal abstract class CheckpointNames
{
    /// <summary>The translation of a layout.</summary>
    public static CheckpointNames Of(CheckpointLayout layout) => layout switch
    {
        CheckpointLayout.OpenAi => new OpenAiNames(),
        CheckpointLayout.OpenClip => new OpenAiNames(),
        CheckpointLayout.HuggingFace => new HuggingFaceNames(),
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "Unknown checkpoint layout."),
    };

    /// <summary>Recognises the layout by its names.</summary>
    /// <exception cref="CheckpointLayoutException">The names are of no known layout.</exception>
    public static CheckpointLayout Detect(IEnumerable<string> names)
    {
        string[] all = [.. names];
        if (all.Any(n => n.StartsWith("vision_model.", StringComparison.Ordinal) || n.StartsWith("text_model.", StringComparison.Ordinal)))
            return CheckpointLayout.HuggingFace;
        if (all.Any(n => n.StartsWith("visual.", StringComparison.Ordinal)))
            return all.Any(n => n.StartsWith(OpenAiNames.TextTowerPrefix, StringComparison.Ordinal)) ? CheckpointLayout.OpenClip : CheckpointLayout.OpenAi;
        string sample = all.Length == 0 ? "it has no tensors" : $"it has {string.Join(", ", all.Order(StringComparer.Ordinal).Take(3))}…";
        throw new CheckpointLayoutException(
            $"The checkpoint is not a CLIP model of OpenAI, open_clip or Hugging Face: no name begins with 'visual.' or 'vision_model.' ({sample}); export the whole model, both towers, from one of the three.");
    }

    /// <summary>True for a tensor that only carries bookkeeping of its layout: no network reads it.</summary>
    public abstract bool IsBookkeeping(string name);

    /// <summary>Foreign names to canonical ones.</summary>
    public abstract Dictionary<string, WeightTensor> ToCanonical(IReadOnlyDictionary<string, WeightTensor> foreign);

    /// <summary>Canonical names to foreign ones.</summary>
    /// <exception cref="CheckpointLayoutException">The layout cannot hold this model.</exception>
    public abstract Dictionary<string, WeightTensor> FromCanonical(IReadOnlyDictionary<string, WeightTensor> canonical);
}
