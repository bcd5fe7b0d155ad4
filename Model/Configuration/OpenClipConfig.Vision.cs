using System.Collections.Immutable;
using System.Text.Json;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Configuration;

/// <summary>The image tower: a number of <c>layers</c> is a vision transformer, a list of four a ResNet.</summary>
public static partial class OpenClipConfig
{
    private static VisionConfig ReadVision(ConfigSection section, bool quick, Activation textActivation)
    {
        section.RequireOff(UnsupportedInVision);
        section.Ignore(IgnoredInVision);
        VisionConfig vision = section.Is("layers", JsonValueKind.Array)
            ? ReadResNet(section)
            : ReadTransformer(section, quick, textActivation);
        section.Finish();
        return vision;
    }

    private static VisionTransformerConfig ReadTransformer(ConfigSection section, bool quick, Activation textActivation)
    {
        int width = section.Count("width", 768), headWidth = section.Count("head_width", DefaultHeadWidth);
        if (width % headWidth != 0)
            throw section.Refuse("head_width", $"the width {width} is not divisible by it (64 if left out), and other shares are not supported");
        int image = ReadSide(section, "image_size", 224), patch = ReadSide(section, "patch_size", 16);
        if (image % patch != 0)
            throw section.Refuse("patch_size", $"the picture's side {image} is not divisible by it; cut-off patches are not supported");
        if (ReadActivation(section, quick) != textActivation)
            throw section.Refuse("act_kwargs", "the towers have different activations; this network has one for both");
        return new VisionTransformerConfig
        {
            ImageSize = image,
            PatchSize = patch,
            Width = width,
            HeadCount = width / headWidth,
            LayerCount = section.Count("layers", 12, Limits.LayerCount),
            MlpWidth = ReadMlpWidth(section, width),
            LayerNormEpsilon = ReadLayerNormEpsilon(section),
        };
    }

    private static ResNetConfig ReadResNet(ConfigSection section)
    {
        int width = section.Count("width", 768, Limits.Width / 32), headWidth = section.Count("head_width", DefaultHeadWidth);
        if (width % 2 != 0)
            throw section.Refuse("width", "the stem halves it, so it must be even");
        if (width * 32 % headWidth != 0)
            throw section.Refuse("head_width", $"the pooled width {width * 32} is not divisible by it, and other shares are not supported");
        int image = ReadSide(section, "image_size", 224);
        if (image % 32 != 0)
            throw section.Refuse("image_size", "a ResNet shrinks the picture 32 times, so its side must be divisible by 32");
        // A ResNet has no patches and no MLP: open_clip's own files say null, or leave the transformer's defaults in place.
        section.Ignore(IgnoredMember.All("read by the vision transformer only", "patch_size", "mlp_ratio", "act_kwargs", "norm_kwargs"));
        return new ResNetConfig { ImageSize = image, Width = width, HeadCount = width * 32 / headWidth, StageDepths = ReadStages(section) };
    }

    private static ImmutableArray<int> ReadStages(ConfigSection section)
    {
        JsonElement list = section.Raw("layers")!.Value;
        if (list.GetArrayLength() != 4)
            throw section.Refuse("layers", "a ResNet has four stages; give the blocks of each");
        return [.. list.EnumerateArray().Select(
            e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out int n) && n is >= 1 and <= Limits.LayerCount
                ? n
                : throw section.Refuse("layers", $"every stage has 1 to {Limits.LayerCount} blocks"))];
    }

    // "image_size": 224 or [224, 224]
    private static int ReadSide(ConfigSection section, string name, int fallback)
    {
        if (!section.Is(name, JsonValueKind.Array))
            return section.Count(name, fallback, Limits.ImageSize);
        JsonElement list = section.Raw(name)!.Value;
        int[] sides = [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out int n) ? n : 0)];
        return sides is [>= 1 and <= Limits.ImageSize, _] && sides[0] == sides[1]
            ? sides[0]
            : throw section.Refuse(name, $"only squares with sides from 1 to {Limits.ImageSize} are supported");
    }
}
