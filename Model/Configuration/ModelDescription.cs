using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Configuration;

/// <summary>What a model folder says about a model beside its weights: the network and the way pictures come to it.</summary>
public sealed record ModelDescription
{
    /// <summary>Shape and function of the network.</summary>
    public required ClipConfig Network { get; init; }

    /// <summary>What happens between a decoded picture and the image tower; its size is the network's picture size.</summary>
    public required PreprocessConfig Preprocess { get; init; }
}
