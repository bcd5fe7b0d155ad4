using System.Text.Json;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Configuration;

/// <summary>
/// Hugging Face's <c>preprocessor_config.json</c> of a <c>CLIPImageProcessor</c>:
/// <c>{"size":{"shortest_edge":224},"crop_size":{"height":224,"width":224},"resample":3,"image_mean":[…],"image_std":[…]}</c>.
/// It converts to RGB first, unlike OpenAI's code, so <see cref="PreprocessConfig.ConvertRgbFirst"/> is true unless an object
/// <c>clipgrid</c>, which the library passes over, says otherwise.
/// </summary>
public static partial class HuggingFacePreprocessor
{
    /// <summary>The file's usual name.</summary>
    public const string FileName = "preprocessor_config.json";

    // PIL's numbers for its filters.
    private const int Bilinear = 2, Bicubic = 3;

    private static IEnumerable<IgnoredMember> Ignored =>
    [
        .. IgnoredMember.All("names of classes", "processor_class", "_valid_processor_keys"),
        .. IgnoredMember.All("the form of the result, not its numbers", "return_tensors", "data_format", "input_data_format", "device", "disable_grouping"),
        .. IgnoredMember.All("only tells how a bare number for size is meant, and CLIP means the shorter side", "default_to_square", "use_square_size"),
    ];

    private static IEnumerable<UnsupportedMember> Unsupported =>
    [
        UnsupportedMember.Of("feature_extractor_type", "another processor than CLIP's", "\"CLIPFeatureExtractor\"", "\"CLIPImageProcessor\""),
        UnsupportedMember.Of("image_processor_type", "another processor than CLIP's", "\"CLIPImageProcessor\"", "\"CLIPImageProcessorFast\"", "\"CLIPFeatureExtractor\""),
        UnsupportedMember.Of("do_resize", "leaving the size as it is", "true"),
        UnsupportedMember.Of("do_rescale", "leaving the levels at 0 to 255", "true"),
        UnsupportedMember.Of("do_normalize", "leaving out mean and deviation", "true"),
        UnsupportedMember.Of("do_pad", "padding", "false"),
        UnsupportedMember.Of("crop_pct", "a crop by percentage"),
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="imageSize">Side of the pictures that the image tower takes, in pixels.</param>
    /// <exception cref="ConfigurationException">The file is broken, or asks for something that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static PreprocessConfig Read(string path, int imageSize) => ConfigFile.Read(path, root => ReadRoot(root, imageSize));

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The JSON.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="imageSize">Side of the pictures that the image tower takes, in pixels.</param>
    /// <exception cref="ConfigurationException">The JSON is broken, or asks for something that is not supported.</exception>
    public static PreprocessConfig Read(Stream stream, string name, int imageSize) =>
        ConfigFile.Read(stream, name, root => ReadRoot(root, imageSize));

    /// <summary>What holds where the file is missing: CLIP's values at the tower's size.</summary>
    /// <param name="imageSize">Side of the pictures that the image tower takes, in pixels.</param>
    public static PreprocessConfig Default(int imageSize) => new() { Size = imageSize, ConvertRgbFirst = true };

    private static PreprocessConfig ReadRoot(ConfigSection root, int imageSize)
    {
        root.RequireOff(Unsupported);
        root.Ignore(Ignored);
        // False only makes the library fail on pictures that are not RGB already; it never gives other numbers.
        root.Flag("do_convert_rgb", true);
        if (Math.Abs(root.Number("rescale_factor", 1 / 255.0) - 1 / 255.0) > 1e-9)
            throw root.Refuse("rescale_factor", "only 1/255, 0.00392156862745098, is supported");
        PreprocessConfig standard = Default(imageSize);
        return PreprocessExtension.Read(root, convertRgbFirst: true, readsFill: true) with
        {
            Size = imageSize,
            Resize = ReadSizes(root, imageSize),
            Mean = root.Channels("image_mean", standard.Mean, isDivisor: false),
            Std = root.Channels("image_std", standard.Std, isDivisor: true),
            Interpolation = root.WholeNumber("resample", Bicubic) switch
            {
                Bicubic => Interpolation.Bicubic,
                Bilinear => Interpolation.Bilinear,
                _ => throw root.Refuse("resample", "2 (bilinear) and 3 (bicubic) are supported"),
            },
        };
    }

    private static ResizeMode ReadSizes(ConfigSection root, int imageSize)
    {
        ResizeMode mode = ResizeMode.Shortest;
        int size = root.Is("size", JsonValueKind.Object) ? ReadSize(root.Section("size")!, out mode) : root.Count("size", 224, Limits.ImageSize);
        bool crops = root.Flag("do_center_crop", true);
        int crop = root.Is("crop_size", JsonValueKind.Object) ? ReadSquare(root.Section("crop_size")!) : root.Count("crop_size", 224, Limits.ImageSize);
        if (!crops && mode != ResizeMode.Squash)
            throw root.Refuse("do_center_crop", "without the crop a picture stays a rectangle, and the image tower takes squares");
        if (size != imageSize)
            throw root.Refuse("size", $"the image tower takes pictures of {imageSize} pixels (vision_config.image_size in config.json), and a resize to another size is not supported");
        return !crops || crop == imageSize ? mode : throw root.Refuse("crop_size", $"the image tower takes pictures of {imageSize} pixels (vision_config.image_size in config.json); make the two equal");
    }

    // {"shortest_edge": 224} or {"height": 224, "width": 224}
    private static int ReadSize(ConfigSection section, out ResizeMode mode)
    {
        mode = section.Has("shortest_edge") ? ResizeMode.Shortest : ResizeMode.Squash;
        if (mode == ResizeMode.Squash)
            return ReadSquare(section);
        int size = section.Count("shortest_edge", null, Limits.ImageSize);
        section.Finish();
        return size;
    }

    private static int ReadSquare(ConfigSection section)
    {
        int height = section.Count("height", null, Limits.ImageSize), width = section.Count("width", null, Limits.ImageSize);
        section.Finish();
        return height == width ? height : throw section.Refuse("width", $"it differs from the height {height}, and the image tower takes squares");
    }
}
