using ClipGrid.Model.Randomness;

namespace ClipGrid.Model.Pictures.Augmentation;

/// <summary>The part of a picture that training looks at this time.</summary>
internal readonly record struct CropRectangle(int Left, int Top, int Width, int Height)
{
    private const int Attempts = 10;

    /// <summary>
    /// Draws area uniformly and proportions log-uniformly (Szegedy et al. 2015, section 6; torchvision's RandomResizedCrop); after
    /// ten rectangles that do not fit, the largest centred one with allowed proportions.
    /// </summary>
    public static CropRectangle Draw(int width, int height, TrainingAugmentation augmentation, ref RandomSequence random)
    {
        double area = (double)width * height;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double wanted = area * random.Uniform(augmentation.MinScale, augmentation.MaxScale);
            double ratio = Math.Exp(random.Uniform(Math.Log(augmentation.MinRatio), Math.Log(augmentation.MaxRatio)));
            double cropWidth = Math.Round(Math.Sqrt(wanted * ratio)), cropHeight = Math.Round(Math.Sqrt(wanted / ratio));
            if (cropWidth >= 1 && cropWidth <= width && cropHeight >= 1 && cropHeight <= height)
            {
                int top = random.Below(height - (int)cropHeight + 1), left = random.Below(width - (int)cropWidth + 1);
                return new CropRectangle(left, top, (int)cropWidth, (int)cropHeight);
            }
        }
        return Centred(width, height, augmentation);
    }

    private static CropRectangle Centred(int width, int height, TrainingAugmentation augmentation)
    {
        double own = (double)width / height;
        int cropWidth = own > augmentation.MaxRatio ? Clamp(height * augmentation.MaxRatio, width) : width;
        int cropHeight = own < augmentation.MinRatio ? Clamp(width / augmentation.MinRatio, height) : height;
        return new CropRectangle((width - cropWidth) / 2, (height - cropHeight) / 2, cropWidth, cropHeight);
    }

    private static int Clamp(double side, int longest) => (int)Math.Clamp(Math.Round(side), 1, longest);
}
