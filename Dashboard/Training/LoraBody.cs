using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>Low-rank updates in place of full ones.</summary>
internal sealed record LoraBody
{
    private static readonly LoraOptions Usual = new();

    /// <summary>Rank of the updates, 1 to 256.</summary>
    public int Rank { get; init; } = Usual.Rank;

    /// <summary>Their factor times the rank, above 0 to 1,024.</summary>
    public double Alpha { get; init; } = Usual.Alpha;

    /// <summary>Updates of the image tower.</summary>
    public bool ImageTower { get; init; } = Usual.ImageTower;

    /// <summary>Updates of the text tower.</summary>
    public bool TextTower { get; init; } = Usual.TextTower;
}
