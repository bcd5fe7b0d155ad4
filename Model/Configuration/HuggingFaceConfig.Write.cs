using System.Text.Json;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Configuration;

/// <summary>Writing: every member that fixes the function is there, also where it has the library's default.</summary>
public static partial class HuggingFaceConfig
{
    /// <summary>Writes a configuration that <see cref="Read(string)"/> reads back equal.</summary>
    /// <param name="stream">Receives the JSON.</param>
    /// <param name="config">The configuration.</param>
    /// <exception cref="ConfigurationException">Hugging Face's CLIPModel cannot be this model: a ResNet, or one with a logit bias.</exception>
    public static void Write(Stream stream, ClipConfig config)
    {
        if (config.Vision is not VisionTransformerConfig vision)
            throw new ConfigurationException(FileName, "vision_config", null, "Hugging Face's CLIPModel has no ResNet image tower; export this model in the OpenAI or open_clip layout");
        if (config.InitialLogitBias is { } bias)
            throw new ConfigurationException(FileName, "logit_bias", $"{bias}", "Hugging Face's CLIPModel has no logit bias; export this model in the open_clip layout");
        ConfigFile.Write(stream, json =>
        {
            json.WriteStartArray("architectures");
            json.WriteStringValue("CLIPModel");
            json.WriteEndArray();
            json.WriteString("model_type", "clip");
            json.WriteNumber("projection_dim", config.EmbedDim);
            json.WriteNumber("logit_scale_init_value", config.InitialLogitScale);
            WriteText(json, config);
            WriteVision(json, config, vision);
        });
    }

    private static void WriteText(Utf8JsonWriter json, ClipConfig config)
    {
        TextConfig text = config.Text;
        json.WriteStartObject("text_config");
        json.WriteString("model_type", "clip_text_model");
        json.WriteNumber("vocab_size", text.VocabSize);
        json.WriteNumber("max_position_embeddings", text.ContextLength);
        json.WriteNumber("bos_token_id", text.VocabSize - 2);
        json.WriteNumber("eos_token_id", text.VocabSize - 1);
        WriteBlocks(json, config, text.Width, text.MlpWidth, text.LayerCount, text.HeadCount, text.LayerNormEpsilon);
        json.WriteEndObject();
    }

    private static void WriteVision(Utf8JsonWriter json, ClipConfig config, VisionTransformerConfig vision)
    {
        json.WriteStartObject("vision_config");
        json.WriteString("model_type", "clip_vision_model");
        json.WriteNumber("image_size", vision.ImageSize);
        json.WriteNumber("patch_size", vision.PatchSize);
        json.WriteNumber("num_channels", 3);
        WriteBlocks(json, config, vision.Width, vision.MlpWidth, vision.LayerCount, vision.HeadCount, vision.LayerNormEpsilon);
        json.WriteEndObject();
    }

    private static void WriteBlocks(Utf8JsonWriter json, ClipConfig config, int width, int mlpWidth, int layers, int heads, double epsilon)
    {
        json.WriteNumber("projection_dim", config.EmbedDim);
        json.WriteNumber("hidden_size", width);
        json.WriteNumber("intermediate_size", mlpWidth);
        json.WriteNumber("num_hidden_layers", layers);
        json.WriteNumber("num_attention_heads", heads);
        // gelu_pytorch_tanh comes before its synonym gelu_new in the table.
        json.WriteString("hidden_act", Activations.First(a => a.Value == config.Activation).Key);
        json.WriteNumber("layer_norm_eps", epsilon);
        json.WriteNumber("attention_dropout", 0.0);
    }
}
