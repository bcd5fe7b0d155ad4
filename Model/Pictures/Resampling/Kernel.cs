namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>The two kernels that CLIP's preprocessing knows.</summary>
internal static class Kernel
{
    /// <summary>Half the width of the kernel at scale 1, in pixels.</summary>
    public static double Support(Interpolation interpolation) => interpolation == Interpolation.Bicubic ? 2 : 1;

    /// <summary>The weight at a distance (Keys 1981, equation 4, with a = -0.5; or the triangle).</summary>
    public static double At(Interpolation interpolation, double distance)
    {
        const double A = -0.5;
        double x = Math.Abs(distance);
        if (interpolation == Interpolation.Bilinear)
            return x < 1 ? 1 - x : 0;
        // The order of the operations is part of the contract: the last bit decides roundings.
        return x < 1 ? ((A + 2) * x - (A + 3)) * x * x + 1
            : x < 2 ? (((x - 5) * x + 8) * x - 4) * A
            : 0;
    }
}
