namespace ClipGrid.Contracts.Models;

/// <summary>Whose names the tensors and files of a model folder have.</summary>
public enum ModelLayout
{
    /// <summary>Hugging Face transformers' CLIPModel.</summary>
    HuggingFace = 0,

    /// <summary>open_clip, which has OpenAI's tensor names.</summary>
    OpenClip = 1,
}
