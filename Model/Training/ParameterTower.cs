namespace ClipGrid.Model.Training;

/// <summary>Which tower a parameter belongs to.</summary>
internal enum ParameterTower
{
    /// <summary>Logit scale and bias.</summary>
    Neither,

    /// <summary>The image tower.</summary>
    Image,

    /// <summary>The text tower.</summary>
    Text,
}
