using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Configuration;

/// <summary>
/// open_clip's <c>open_clip_config.json</c>: <c>{"model_cfg":{"embed_dim":512,"vision_cfg":{…},"text_cfg":{…}},"preprocess_cfg":{…}}</c>.
/// Every member is used or refused by name; the few that cannot change the function are listed in the code with the reason.
/// What open_clip has no word for (<see cref="PreprocessConfig.ConvertRgbFirst"/>, <see cref="PreprocessConfig.ApplyOrientation"/>) is
/// kept in an object <c>clipgrid</c> inside <c>preprocess_cfg</c>, which open_clip passes over.
/// </summary>
public static partial class OpenClipConfig
{
    /// <summary>The file's usual name.</summary>
    public const string FileName = "open_clip_config.json";

    private const double DefaultMlpRatio = 4;
    private const int DefaultHeadWidth = 64;
    private const double DefaultLayerNormEpsilon = 1e-5;

    private static readonly double DefaultLogitScale = Math.Log(1 / 0.07);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">The file is broken, or asks for something this network does not have.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ModelDescription Read(string path) => ConfigFile.Read(path, ReadRoot);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The JSON.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="ConfigurationException">The JSON is broken, or asks for something this network does not have.</exception>
    public static ModelDescription Read(Stream stream, string name) => ConfigFile.Read(stream, name, ReadRoot);

    /// <summary>Writes a configuration that <see cref="Read(string)"/> reads back equal.</summary>
    /// <param name="stream">Receives the JSON.</param>
    /// <param name="model">The configuration.</param>
    /// <exception cref="ConfigurationException">open_clip has no word for this model.</exception>
    public static void Write(Stream stream, ModelDescription model) => ConfigFile.Write(stream, json => WriteRoot(json, model));

    private static ModelDescription ReadRoot(ConfigSection root)
    {
        ClipConfig network = ReadModel(root.RequiredSection("model_cfg"));
        ConfigSection? preprocess = root.Section("preprocess_cfg");
        return new ModelDescription
        {
            Network = network,
            Preprocess = preprocess is null
                ? new PreprocessConfig { Size = network.Vision.ImageSize }
                : ReadPreprocess(preprocess, network.Vision.ImageSize),
        };
    }

    private static ClipConfig ReadModel(ConfigSection model)
    {
        bool quick = model.Flag("quick_gelu", false);
        ConfigSection visionSection = model.RequiredSection("vision_cfg"), textSection = model.RequiredSection("text_cfg");
        Activation activation = ReadActivation(textSection, quick);
        VisionConfig vision = ReadVision(visionSection, quick, activation);
        TextConfig text = ReadText(textSection);
        model.RequireOff(UnsupportedInModel);
        model.Ignore(IgnoredInModel);
        var config = new ClipConfig
        {
            EmbedDim = model.Count("embed_dim"),
            Vision = vision,
            Text = text,
            Activation = activation,
            InitialLogitScale = model.Number("init_logit_scale", DefaultLogitScale),
            InitialLogitBias = model.Has("init_logit_bias") ? model.Number("init_logit_bias") : null,
        };
        model.Raw("init_logit_bias");
        model.Finish();
        return config;
    }

    private static TextConfig ReadText(ConfigSection section)
    {
        int width = section.Count("width", 512);
        int heads = section.Count("heads", 8);
        if (width % heads != 0)
            throw section.Refuse("heads", $"the width {width} is not divisible by it; every head needs an equal share");
        section.RequireOff(UnsupportedInText);
        section.Ignore(IgnoredInText);
        var text = new TextConfig
        {
            ContextLength = section.Count("context_length", 77, Limits.ContextLength),
            VocabSize = section.Count("vocab_size", 49_408, Limits.VocabSize),
            Width = width,
            HeadCount = heads,
            LayerCount = section.Count("layers", 12, Limits.LayerCount),
            MlpWidth = ReadMlpWidth(section, width),
            LayerNormEpsilon = ReadLayerNormEpsilon(section),
        };
        section.Finish();
        return text;
    }

    private static int ReadMlpWidth(ConfigSection section, int width)
    {
        double wide = Math.Truncate(width * section.PositiveNumber("mlp_ratio", DefaultMlpRatio));
        return wide is >= 1 and <= Limits.MlpWidth
            ? (int)wide
            : throw section.Refuse("mlp_ratio", $"it gives the MLP a width of {wide}; 1 to {Limits.MlpWidth} are supported");
    }

    private static double ReadLayerNormEpsilon(ConfigSection section)
    {
        if (section.Section("norm_kwargs") is not { } norm)
            return DefaultLayerNormEpsilon;
        double epsilon = norm.PositiveNumber("eps", DefaultLayerNormEpsilon);
        norm.Finish();
        return epsilon;
    }

    private static Activation ReadActivation(ConfigSection tower, bool quick)
    {
        if (tower.Section("act_kwargs") is not { } arguments)
            return quick ? Activation.QuickGelu : Activation.Gelu;
        bool tanh = arguments.Word("approximate", "none", new Dictionary<string, bool> { ["none"] = false, ["tanh"] = true });
        if (quick && arguments.Has("approximate"))
            throw arguments.Refuse("approximate", "quick_gelu is on, which takes no such argument; remove one of the two");
        arguments.Finish();
        return quick ? Activation.QuickGelu : tanh ? Activation.GeluTanh : Activation.Gelu;
    }
}
