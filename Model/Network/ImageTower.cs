using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Pixels to the joint space.</summary>
internal abstract class ImageTower(string name) : nn.Module(name)
{
    /// <summary>Normalised pixels [B, 3, S, S] to unnormalised embeddings [B, E].</summary>
    internal abstract Tensor Forward(Tensor pixels_BCSS);
}
