namespace ClipGrid.Model.Pictures;

/// <summary>The resampling kernel, widened by the scale when shrinking (antialiased).</summary>
public enum Interpolation
{
    /// <summary>Cubic convolution with a = -0.5: CLIP's own.</summary>
    Bicubic,

    /// <summary>The triangle kernel.</summary>
    Bilinear,
}
