namespace ClipGrid.Contracts.Training;

/// <summary>
/// Low-rank updates in place of full ones (LoRA: Hu et al. 2022): every linear layer of a transformer block of the chosen towers learns
/// <c>Alpha / Rank * B A</c>, added to its weights when the model is published. For transformers, not for a ResNet's image tower.
/// </summary>
[GenerateSerializer, Immutable, Alias("clipgrid.LoraOptions")]
public sealed record LoraOptions
{
    /// <summary>Rank of the updates, 1 to 256.</summary>
    [Id(0)]
    public int Rank { get; init; } = 8;

    /// <summary>Their factor times the rank, above 0 to 1,024.</summary>
    [Id(1)]
    public double Alpha { get; init; } = 16;

    /// <summary>Updates of the image tower; without them it stays as it is.</summary>
    [Id(2)]
    public bool ImageTower { get; init; } = true;

    /// <summary>Updates of the text tower; without them it stays as it is.</summary>
    [Id(3)]
    public bool TextTower { get; init; } = true;
}
