namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>How pixels may be mixed.</summary>
internal enum PixelKind
{
    /// <summary>Channels mix independently; alpha says nothing.</summary>
    Opaque,

    /// <summary>Colours weigh as much as their alpha.</summary>
    Alpha,

    /// <summary>Values are names of colours: they are picked, not mixed.</summary>
    Indexed,
}
