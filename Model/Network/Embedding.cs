using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>A table of token vectors: weight [vocabulary, width].</summary>
internal sealed class Embedding : nn.Module<Tensor, Tensor>
{
    internal Embedding(int count, int width, Device device, ScalarType dtype) : base(nameof(Embedding)) =>
        Weight = this.Own("weight", empty(count, width, dtype: dtype, device: device));

    internal Parameter Weight { get; }

    public override Tensor forward(Tensor ids_BT) => Weight.index_select(0, ids_BT.flatten()).view(ids_BT.shape[0], ids_BT.shape[1], -1);
}
