namespace ClipGrid.Model.Randomness;

/// <summary>What random numbers are for. The values are part of every stored run: never change one, add at the end.</summary>
internal enum RandomPurpose
{
    /// <summary>The order of the items of an epoch.</summary>
    DataOrder = 1,

    /// <summary>Which of an item's captions is used.</summary>
    CaptionChoice = 2,

    /// <summary>How a picture is cropped and coloured.</summary>
    Augmentation = 3,

    /// <summary>First values of low-rank updates.</summary>
    LowRankUpdates = 4,
}
