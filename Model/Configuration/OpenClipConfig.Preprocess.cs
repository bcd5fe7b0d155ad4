using System.Text.Json;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Configuration;

/// <summary>The way of a picture: <c>{"mean":[…],"std":[…],"interpolation":"bicubic","resize_mode":"shortest"}</c>.</summary>
public static partial class OpenClipConfig
{
    private static readonly Dictionary<string, Interpolation> Kernels = new(StringComparer.Ordinal)
    {
        ["bicubic"] = Interpolation.Bicubic,
        ["bilinear"] = Interpolation.Bilinear,
    };

    private static readonly Dictionary<string, ResizeMode> ResizeModes = new(StringComparer.Ordinal)
    {
        ["shortest"] = ResizeMode.Shortest,
        ["squash"] = ResizeMode.Squash,
        ["longest"] = ResizeMode.Longest,
    };

    private static PreprocessConfig ReadPreprocess(ConfigSection section, int imageSize)
    {
        if (ReadSide(section, "size", imageSize) != imageSize)
            throw section.Refuse("size", $"the image tower takes pictures of {imageSize} pixels (model_cfg.vision_cfg.image_size); make the two equal");
        section.RequireOff([UnsupportedMember.Of("mode", "another colour space", "\"RGB\"")]);
        var standard = new PreprocessConfig { Size = imageSize };
        PreprocessConfig preprocess = PreprocessExtension.Read(section, convertRgbFirst: false, readsFill: false) with
        {
            Size = imageSize,
            Mean = section.Channels("mean", standard.Mean, isDivisor: false),
            Std = section.Channels("std", standard.Std, isDivisor: true),
            Interpolation = section.Word("interpolation", "bicubic", Kernels),
            Resize = section.Word("resize_mode", "shortest", ResizeModes),
            Fill = ReadFill(section),
        };
        section.Finish();
        return preprocess;
    }

    // "fill_color": 0 or [0, 0, 0]
    private static byte ReadFill(ConfigSection section)
    {
        if (section.Raw("fill_color") is not { } fill)
            return 0;
        JsonElement[] levels = fill.ValueKind == JsonValueKind.Array ? [.. fill.EnumerateArray()] : [fill];
        return levels.Length is 1 or 3 && levels.All(l => l.ValueKind == JsonValueKind.Number && l.TryGetByte(out byte level) && level == FirstLevel(levels))
            ? levels[0].GetByte()
            : throw section.Refuse("fill_color", "one grey level from 0 to 255 is supported; another colour is not");
    }

    private static int FirstLevel(JsonElement[] levels) =>
        levels[0].ValueKind == JsonValueKind.Number && levels[0].TryGetByte(out byte level) ? level : -1;
}
