using System.Text.Json;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Configuration;

/// <summary>Writing. What equals open_clip's default is left out, as in its own files.</summary>
public static partial class OpenClipConfig
{
    private static void WriteRoot(Utf8JsonWriter json, ModelDescription model)
    {
        ClipConfig network = model.Network;
        json.WriteStartObject("model_cfg");
        json.WriteNumber("embed_dim", network.EmbedDim);
        json.WriteBoolean("quick_gelu", network.Activation == Activation.QuickGelu);
        if (!network.InitialLogitScale.Equals(DefaultLogitScale))
            json.WriteNumber("init_logit_scale", network.InitialLogitScale);
        if (network.InitialLogitBias is { } bias)
            json.WriteNumber("init_logit_bias", bias);
        json.WriteStartObject("vision_cfg");
        WriteVision(json, network);
        json.WriteEndObject();
        json.WriteStartObject("text_cfg");
        WriteText(json, network);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("preprocess_cfg");
        WritePreprocess(json, model);
        json.WriteEndObject();
    }

    private static void WriteVision(Utf8JsonWriter json, ClipConfig network)
    {
        json.WriteNumber("image_size", network.Vision.ImageSize);
        if (network.Vision is ResNetConfig resNet)
        {
            json.WriteStartArray("layers");
            foreach (int depth in resNet.StageDepths)
                json.WriteNumberValue(depth);
            json.WriteEndArray();
            json.WriteNumber("width", resNet.Width);
            json.WriteNull("patch_size");
            WriteHeadWidth(json, resNet.OutputWidth, resNet.HeadCount);
            return;
        }
        var transformer = (VisionTransformerConfig)network.Vision;
        json.WriteNumber("layers", transformer.LayerCount);
        json.WriteNumber("width", transformer.Width);
        json.WriteNumber("patch_size", transformer.PatchSize);
        WriteHeadWidth(json, transformer.Width, transformer.HeadCount);
        WriteBlocks(json, network.Activation, transformer.Width, transformer.MlpWidth, transformer.LayerNormEpsilon);
    }

    private static void WriteText(Utf8JsonWriter json, ClipConfig network)
    {
        TextConfig text = network.Text;
        json.WriteNumber("context_length", text.ContextLength);
        json.WriteNumber("vocab_size", text.VocabSize);
        json.WriteNumber("width", text.Width);
        json.WriteNumber("heads", text.HeadCount);
        json.WriteNumber("layers", text.LayerCount);
        WriteBlocks(json, network.Activation, text.Width, text.MlpWidth, text.LayerNormEpsilon);
    }

    private static void WriteBlocks(Utf8JsonWriter json, Activation activation, int width, int mlpWidth, double epsilon)
    {
        if (mlpWidth != width * (int)DefaultMlpRatio)
            json.WriteNumber("mlp_ratio", RatioFor(width, mlpWidth));
        if (activation == Activation.GeluTanh)
            WriteSingle(json, "act_kwargs", static j => j.WriteString("approximate", "tanh"));
        if (!epsilon.Equals(DefaultLayerNormEpsilon))
            WriteSingle(json, "norm_kwargs", j => j.WriteNumber("eps", epsilon));
    }

    private static void WriteHeadWidth(Utf8JsonWriter json, int width, int heads)
    {
        if (width % heads != 0)
            throw new ConfigurationException(FileName, "model_cfg.vision_cfg.head_width", null, $"a width of {width} in {heads} heads has no whole head width; correct the network's configuration");
        if (width / heads != DefaultHeadWidth)
            json.WriteNumber("head_width", width / heads);
    }

    private static void WriteSingle(Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject(name);
        write(json);
        json.WriteEndObject();
    }

    // open_clip computes int(width * ratio); the nearest double below the true ratio may fall one short, the next one does not.
    private static double RatioFor(int width, int mlpWidth)
    {
        double ratio = (double)mlpWidth / width;
        while (Math.Truncate(width * ratio) < mlpWidth)
            ratio = Math.BitIncrement(ratio);
        return ratio;
    }

    private static void WritePreprocess(Utf8JsonWriter json, ModelDescription model)
    {
        PreprocessConfig preprocess = model.Preprocess;
        if (preprocess.Size != model.Network.Vision.ImageSize)
            throw new ConfigurationException(FileName, "preprocess_cfg.size", $"{preprocess.Size}", $"the image tower takes pictures of {model.Network.Vision.ImageSize} pixels; make the two equal");
        WriteChannels(json, "mean", preprocess.Mean);
        WriteChannels(json, "std", preprocess.Std);
        json.WriteString("interpolation", Kernels.First(k => k.Value == preprocess.Interpolation).Key);
        json.WriteString("resize_mode", ResizeModes.First(m => m.Value == preprocess.Resize).Key);
        if (preprocess.Fill != 0)
            json.WriteNumber("fill_color", preprocess.Fill);
        PreprocessExtension.Write(json, preprocess, convertRgbFirst: false, writesFill: false);
    }

    private static void WriteChannels(Utf8JsonWriter json, string name, IEnumerable<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
