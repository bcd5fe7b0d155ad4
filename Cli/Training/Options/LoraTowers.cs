namespace ClipGrid.Cli.Training.Options;

/// <summary>Which towers low-rank updates are of.</summary>
internal enum LoraTowers
{
    /// <summary>Image and text.</summary>
    Both = 0,

    /// <summary>The image tower.</summary>
    Image = 1,

    /// <summary>The text tower.</summary>
    Text = 2,
}
