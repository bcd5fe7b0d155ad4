namespace ClipGrid.Model.Weights;

/// <summary>
/// The names of Hugging Face's <c>CLIPModel</c>. Three things differ beyond spelling: queries, keys and values are separate
/// (<c>q_proj, k_proj, v_proj</c> are the thirds of <c>in_proj</c>), and both projections into the joint space are transposed.
/// </summary>
internal sealed partial class HuggingFaceNames : CheckpointNames
{
    // The misspelling is theirs.
    private static readonly (string Foreign, string Canonical)[] Singles =
    [
        ("logit_scale", "logit_scale"),
        ("text_model.embeddings.token_embedding.weight", "token_embedding.weight"),
        ("text_model.embeddings.position_embedding.weight", "positional_embedding"),
        ("text_model.final_layer_norm.weight", "ln_final.weight"),
        ("text_model.final_layer_norm.bias", "ln_final.bias"),
        ("text_projection.weight", "text_projection"),
        ("vision_model.embeddings.class_embedding", "visual.class_embedding"),
        ("vision_model.embeddings.patch_embedding.weight", "visual.conv1.weight"),
        ("vision_model.embeddings.position_embedding.weight", "visual.positional_embedding"),
        ("vision_model.pre_layrnorm.weight", "visual.ln_pre.weight"),
        ("vision_model.pre_layrnorm.bias", "visual.ln_pre.bias"),
        ("vision_model.post_layernorm.weight", "visual.ln_post.weight"),
        ("vision_model.post_layernorm.bias", "visual.ln_post.bias"),
        ("visual_projection.weight", "visual.proj"),
    ];

    private static readonly string[] TransposedNames = ["text_projection", "visual.proj"];

    // Old versions saved 0, 1, 2… as a buffer.
    private static readonly string[] Bookkeeping = ["text_model.embeddings.position_ids", "vision_model.embeddings.position_ids"];

    /// <inheritdoc/>
    public override bool IsBookkeeping(string name) => Bookkeeping.Contains(name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Dictionary<string, WeightTensor> ToCanonical(IReadOnlyDictionary<string, WeightTensor> foreign)
    {
        var rest = new Dictionary<string, WeightTensor>(foreign, StringComparer.Ordinal);
        var canonical = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string theirs, string ours) in Singles)
            if (rest.Remove(theirs, out WeightTensor? tensor))
                canonical.Add(ours, TransposedNames.Contains(ours) && tensor.Shape.Length == 2 ? tensor.Transposed() : tensor);
        MoveBlocksToCanonical(rest, canonical);
        foreach ((string name, WeightTensor tensor) in rest)
            canonical.TryAdd(canonical.ContainsKey(name) ? $"{name} (as named in the file)" : name, tensor);
        return canonical;
    }

    /// <inheritdoc/>
    public override Dictionary<string, WeightTensor> FromCanonical(IReadOnlyDictionary<string, WeightTensor> canonical)
    {
        if (canonical.ContainsKey("visual.layer1.0.conv1.weight"))
            throw new CheckpointLayoutException("Hugging Face's CLIPModel has no ResNet image tower: export this model in the OpenAI or open_clip layout.");
        if (canonical.ContainsKey("logit_bias"))
            throw new CheckpointLayoutException("Hugging Face's CLIPModel has no logit bias, so it would give other logits: export this model in the open_clip layout.");
        var rest = new Dictionary<string, WeightTensor>(canonical, StringComparer.Ordinal);
        var foreign = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string theirs, string ours) in Singles)
            if (rest.Remove(ours, out WeightTensor? tensor))
                foreign.Add(theirs, TransposedNames.Contains(ours) && tensor.Shape.Length == 2 ? tensor.Transposed() : tensor);
        MoveBlocksToForeign(rest, foreign);
        if (rest.Count > 0)
            throw new CheckpointLayoutException(
                $"Hugging Face's CLIPModel has no place for {string.Join(", ", rest.Keys.Order(StringComparer.Ordinal).Take(5))}{(rest.Count > 5 ? $" and {rest.Count - 5} more" : "")}: export this model in the open_clip layout.");
        return foreign;
    }
}
