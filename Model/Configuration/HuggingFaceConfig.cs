using ClipGrid.Model.Network;

namespace ClipGrid.Model.Configuration;

/// <summary>
/// Hugging Face's <c>config.json</c> of a <c>CLIPModel</c>:
/// <c>{"model_type":"clip","projection_dim":512,"text_config":{"hidden_size":512,…},"vision_config":{"hidden_size":768,…}}</c>.
/// Absent members have the library's defaults. Every member is used or refused by name; those that cannot change the function
/// are listed in the code with the reason.
/// </summary>
public static partial class HuggingFaceConfig
{
    /// <summary>The file's usual name.</summary>
    public const string FileName = "config.json";

    private static readonly Dictionary<string, Activation> Activations = new(StringComparer.Ordinal)
    {
        ["quick_gelu"] = Activation.QuickGelu,
        ["gelu"] = Activation.Gelu,
        ["gelu_pytorch_tanh"] = Activation.GeluTanh,
        ["gelu_new"] = Activation.GeluTanh,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">The file is broken, or asks for something this network does not have.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ClipConfig Read(string path) => ConfigFile.Read(path, ReadRoot);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The JSON.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="ConfigurationException">The JSON is broken, or asks for something this network does not have.</exception>
    public static ClipConfig Read(Stream stream, string name) => ConfigFile.Read(stream, name, ReadRoot);

    private static ClipConfig ReadRoot(ConfigSection root)
    {
        root.RequireOff([UnsupportedMember.Of("model_type", "another model than CLIP", "\"clip\""), .. UnsupportedEverywhere]);
        ConfigSection textSection = Tower(root, "text_config"), visionSection = Tower(root, "vision_config");
        (TextConfig text, Activation activation) = ReadText(textSection);
        (VisionTransformerConfig vision, Activation visionActivation) = ReadVision(visionSection);
        if (activation != visionActivation)
            throw visionSection.Refuse("hidden_act", "the towers have different activations; this network has one for both");
        root.Ignore(IgnoredEverywhere);
        return new ClipConfig
        {
            EmbedDim = root.Count("projection_dim", 512),
            Vision = vision,
            Text = text,
            Activation = activation,
            InitialLogitScale = root.Number("logit_scale_init_value", 2.6592),
        };
    }

    /// <summary>
    /// A tower's object. Old files repeat (part of) it under the same name with <c>_dict</c>, and that copy would win: it is accepted
    /// where it says the same, or alone.
    /// </summary>
    private static ConfigSection Tower(ConfigSection root, string name)
    {
        string copyName = $"{name}_dict";
        ConfigSection? section = root.Section(name), copy = root.Section(copyName);
        if (section is not null && copy is not null && section.FirstConflict(copy) is { } member)
            throw copy.Refuse(member, $"{name} says something else; make the two equal or remove this old copy");
        return section ?? copy ?? throw root.Refuse(name, "this object is missing: it describes a tower of the model, so the file is incomplete");
    }

    private static (TextConfig Text, Activation Activation) ReadText(ConfigSection section)
    {
        int vocabSize = section.Count("vocab_size", 49_408, Limits.VocabSize);
        int endOfText = section.WholeNumber("eos_token_id", 49_407);
        if (endOfText != 2 && endOfText != vocabSize - 1)
            throw section.Refuse("eos_token_id", $"the text is pooled at its highest token id, so this must be the last one, {vocabSize - 1} (or 2, as in old files, which means the same)");
        var text = new TextConfig
        {
            ContextLength = section.Count("max_position_embeddings", 77, Limits.ContextLength),
            VocabSize = vocabSize,
            Width = section.Count("hidden_size", 512),
            HeadCount = ReadHeads(section, 512, 8),
            LayerCount = section.Count("num_hidden_layers", 12, Limits.LayerCount),
            MlpWidth = section.Count("intermediate_size", 2_048, Limits.MlpWidth),
            LayerNormEpsilon = section.PositiveNumber("layer_norm_eps", 1e-5),
        };
        Activation activation = FinishTower(section, "clip_text_model");
        return (text, activation);
    }

    private static (VisionTransformerConfig Vision, Activation Activation) ReadVision(ConfigSection section)
    {
        int image = section.Count("image_size", 224, Limits.ImageSize), patch = section.Count("patch_size", 32, Limits.ImageSize);
        if (image % patch != 0)
            throw section.Refuse("patch_size", $"the picture's side {image} is not divisible by it; cut-off patches are not supported");
        section.RequireOff([UnsupportedMember.Of("num_channels", "a picture of other than three channels", "3")]);
        var vision = new VisionTransformerConfig
        {
            ImageSize = image,
            PatchSize = patch,
            Width = section.Count("hidden_size", 768),
            HeadCount = ReadHeads(section, 768, 12),
            LayerCount = section.Count("num_hidden_layers", 12, Limits.LayerCount),
            MlpWidth = section.Count("intermediate_size", 3_072, Limits.MlpWidth),
            LayerNormEpsilon = section.PositiveNumber("layer_norm_eps", 1e-5),
        };
        Activation activation = FinishTower(section, "clip_vision_model");
        return (vision, activation);
    }

    private static int ReadHeads(ConfigSection section, int defaultWidth, int defaultHeads)
    {
        int heads = section.Count("num_attention_heads", defaultHeads), width = section.Count("hidden_size", defaultWidth);
        return width % heads == 0 ? heads : throw section.Refuse("num_attention_heads", $"the width {width} is not divisible by it; every head needs an equal share");
    }

    private static Activation FinishTower(ConfigSection section, string modelType)
    {
        Activation activation = section.Word("hidden_act", "quick_gelu", Activations);
        section.RequireOff([UnsupportedMember.Of("model_type", "another kind of tower", $"\"{modelType}\"", "\"clip\""), .. UnsupportedInTowers, .. UnsupportedEverywhere]);
        section.Ignore([.. IgnoredInTowers, .. IgnoredEverywhere]);
        section.Finish();
        return activation;
    }
}
