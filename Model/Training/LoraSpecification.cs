using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>
/// Low-rank updates in place of full ones (LoRA: Hu et al. 2022). Every linear layer of a transformer block of the chosen towers
/// computes W x + alpha / rank * B A x; A and B are learned, all else of the towers stays as it is.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoraSpecification
{
    /// <summary>Rank of the updates, 1 to 256.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Their factor times the rank, above 0 to 1,024.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Updates of the image tower, which must be a vision transformer; without them it stays as it is.</summary>
    public bool ImageTower { get; init; } = true;

    /// <summary>Updates of the text tower; without them it stays as it is.</summary>
    public bool TextTower { get; init; } = true;
}
