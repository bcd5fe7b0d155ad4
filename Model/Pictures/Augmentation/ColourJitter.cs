using ClipGrid.Model.Randomness;

namespace ClipGrid.Model.Pictures.Augmentation;

/// <summary>Brightness, contrast, saturation and hue by random amounts in random order (torchvision's ColorJitter).</summary>
internal static class ColourJitter
{
    public static void Run(Span<byte> pixels, TrainingAugmentation augmentation, ref RandomSequence random)
    {
        float brightness = Factor(augmentation.Brightness, ref random);
        float contrast = Factor(augmentation.Contrast, ref random);
        float saturation = Factor(augmentation.Saturation, ref random);
        float hue = (float)random.Uniform(-augmentation.Hue, augmentation.Hue);
        Span<int> order = [0, 1, 2, 3];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
        foreach (int step in order)
        {
            switch (step)
            {
                case 0:
                    Colours.Brighten(pixels, brightness);
                    break;
                case 1:
                    Colours.Contrast(pixels, contrast);
                    break;
                case 2:
                    Colours.Saturate(pixels, saturation);
                    break;
                default:
                    Colours.TurnHue(pixels, hue);
                    break;
            }
        }
    }

    private static float Factor(float spread, ref RandomSequence random) => (float)random.Uniform(Math.Max(0, 1 - spread), 1 + spread);
}
