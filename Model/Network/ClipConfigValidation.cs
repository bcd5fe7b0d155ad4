namespace ClipGrid.Model.Network;

/// <summary>Refuses numbers that no network can have, before memory is allocated for them.</summary>
internal static class ClipConfigValidation
{
    internal static void Check(ClipConfig config)
    {
        Positive(config.EmbedDim, "EmbedDim");
        Check(config.Vision);
        Check(config.Text);
    }

    private static void Check(VisionConfig vision)
    {
        Positive(vision.ImageSize, "Vision.ImageSize");
        Positive(vision.Width, "Vision.Width");
        Positive(vision.HeadCount, "Vision.HeadCount");
        switch (vision)
        {
            case VisionTransformerConfig vit:
                Positive(vit.PatchSize, "Vision.PatchSize");
                Positive(vit.LayerCount, "Vision.LayerCount");
                Positive(vit.MlpWidth, "Vision.MlpWidth");
                Divides(vit.PatchSize, vit.ImageSize, "Vision.PatchSize", "Vision.ImageSize");
                Divides(vit.HeadCount, vit.Width, "Vision.HeadCount", "Vision.Width");
                break;
            case ResNetConfig resnet:
                if (resnet.StageDepths is not { IsDefault: false, Length: 4 } || resnet.StageDepths.Any(depth => depth < 1))
                    throw new ArgumentException("Vision.StageDepths must be four positive numbers of blocks.", nameof(vision));
                Divides(2, resnet.Width, "2", "Vision.Width");
                Divides(32, resnet.ImageSize, "32", "Vision.ImageSize");
                Divides(resnet.HeadCount, resnet.OutputWidth, "Vision.HeadCount", "32 x Vision.Width");
                break;
        }
    }

    private static void Check(TextConfig text)
    {
        Positive(text.ContextLength, "Text.ContextLength");
        Positive(text.VocabSize, "Text.VocabSize");
        Positive(text.Width, "Text.Width");
        Positive(text.HeadCount, "Text.HeadCount");
        Positive(text.LayerCount, "Text.LayerCount");
        Positive(text.MlpWidth, "Text.MlpWidth");
        Divides(text.HeadCount, text.Width, "Text.HeadCount", "Text.Width");
    }

    private static void Positive(int value, string field)
    {
        if (value < 1)
            throw new ArgumentException($"{field} is {value}; it must be at least 1.", field);
    }

    private static void Divides(int part, int whole, string partName, string wholeName)
    {
        if (whole % part != 0)
            throw new ArgumentException($"{wholeName} is {whole}, which is not a multiple of {partName} ({part}).", wholeName);
    }
}
