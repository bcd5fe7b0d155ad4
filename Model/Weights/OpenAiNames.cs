namespace ClipGrid.Model.Weights;

/// <summary>OpenAI's and open_clip's names, which are the canonical ones but for the prefix of open_clip's separate text towers.</summary>
internal sealed class OpenAiNames : CheckpointNames
{
    /// <summary>What open_clip puts before the text tower's names in its models with <c>custom_text</c>.</summary>
    public const string TextTowerPrefix = "text.";

    // OpenAI's archives repeat three numbers that the shapes already give; open_clip once saved its causal mask.
    private static readonly string[] Bookkeeping = ["input_resolution", "context_length", "vocab_size", "attn_mask", "text.attn_mask"];

    /// <inheritdoc/>
    public override bool IsBookkeeping(string name) => Bookkeeping.Contains(name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Dictionary<string, WeightTensor> ToCanonical(IReadOnlyDictionary<string, WeightTensor> foreign)
    {
        var canonical = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string name, WeightTensor tensor) in foreign)
        {
            string bare = name.StartsWith(TextTowerPrefix, StringComparison.Ordinal) ? name[TextTowerPrefix.Length..] : name;
            // With and without prefix at once: the prefixed one stays foreign and is reported as unexpected.
            canonical.Add(bare != name && foreign.ContainsKey(bare) ? name : bare, tensor);
        }
        return canonical;
    }

    /// <inheritdoc/>
    public override Dictionary<string, WeightTensor> FromCanonical(IReadOnlyDictionary<string, WeightTensor> canonical) =>
        new(canonical, StringComparer.Ordinal);
}
