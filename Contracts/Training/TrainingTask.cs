namespace ClipGrid.Contracts.Training;

/// <summary>What a session teaches.</summary>
public enum TrainingTask
{
    /// <summary>Which caption belongs to which picture, for search and zero-shot classification; a picture may have several captions.</summary>
    Contrastive = 0,

    /// <summary>Which label a picture has, with a head of one row a class on the image tower.</summary>
    Classification = 1,
}
