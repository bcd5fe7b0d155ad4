using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>A part of a network's state.</summary>
/// <param name="Name">Its canonical name, as in OpenAI's checkpoints.</param>
/// <param name="Value">The tensor itself, owned by the network.</param>
/// <param name="IsBuffer">True for running statistics, which are saved but not trained.</param>
public sealed record NamedTensor(string Name, Tensor Value, bool IsBuffer);
