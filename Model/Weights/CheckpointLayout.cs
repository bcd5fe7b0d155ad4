namespace ClipGrid.Model.Weights;

/// <summary>Whose tensor names a checkpoint uses.</summary>
public enum CheckpointLayout
{
    /// <summary>OpenAI's state dict: <c>visual.conv1.weight</c>, <c>transformer.resblocks.0.attn.in_proj_weight</c>. The canonical names.</summary>
    OpenAi,

    /// <summary>Hugging Face's <c>CLIPModel</c>: <c>vision_model.embeddings.patch_embedding.weight</c>, queries, keys and values apart.</summary>
    HuggingFace,

    /// <summary>open_clip: OpenAI's names; its models with a text tower of their own put <c>text.</c> before that tower's names.</summary>
    OpenClip,
}
