using System.Text.Json;
using ClipGrid.Model.Network;
using ClipGrid.TestKit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

/// <summary>The golden set's networks, configured from its models.json and loaded without the product's weight reader.</summary>
internal static class GoldenNetwork
{
    /// <summary>Every model of the set; the test skips where the set is missing.</summary>
    internal static IReadOnlyList<string> Names()
    {
        using JsonDocument models = GoldenTensors.LoadJson("models/models.json");
        return [.. models.RootElement.EnumerateObject().Select(model => model.Name)];
    }

    internal static ClipConfig Config(string name)
    {
        using JsonDocument models = GoldenTensors.LoadJson("models/models.json");
        JsonElement c = models.RootElement.GetProperty(name).GetProperty("config");
        int textWidth = Int(c, "transformer_width");
        return new ClipConfig
        {
            EmbedDim = Int(c, "embed_dim"),
            Vision = Vision(c, Int(c, "vision_width")),
            Text = new TextConfig
            {
                ContextLength = Int(c, "context_length"),
                VocabSize = Int(c, "vocab_size"),
                Width = textWidth,
                HeadCount = Int(c, "transformer_heads"),
                LayerCount = Int(c, "transformer_layers"),
                MlpWidth = 4 * textWidth,
            },
        };
    }

    internal static IReadOnlyDictionary<string, GoldenTensor> Weights(string name)
    {
        string[] places = ["openai/model.safetensors", "open_clip/open_clip_model.safetensors"];
        return GoldenTensors.Load(places.Select(place => $"models/{name}/{place}").First(path => File.Exists(Reference.Golden(path))));
    }

    internal static ClipNetwork Load(string name, Func<ClipConfig, ClipConfig>? change = null)
    {
        ClipConfig config = Config(name);
        var network = new ClipNetwork(change is null ? config : change(config));
        network.eval();
        IReadOnlyDictionary<string, GoldenTensor> weights = Weights(name);
        using var frozen = no_grad();
        foreach (NamedTensor part in network.State())
        {
            using Tensor value = weights[part.Name].ToTorch();
            part.Value.copy_(value.view(part.Value.shape));
        }
        return network;
    }

    private static VisionConfig Vision(JsonElement c, int width) => c.GetProperty("vision_layers").ValueKind == JsonValueKind.Array
        ? new ResNetConfig
        {
            ImageSize = Int(c, "image_resolution"),
            StageDepths = [.. c.GetProperty("vision_layers").EnumerateArray().Select(depth => depth.GetInt32())],
            Width = width,
            HeadCount = width * 32 / 64,
        }
        : new VisionTransformerConfig
        {
            ImageSize = Int(c, "image_resolution"),
            PatchSize = Int(c, "vision_patch_size"),
            Width = width,
            LayerCount = Int(c, "vision_layers"),
            HeadCount = width / 64,
            MlpWidth = 4 * width,
        };

    private static int Int(JsonElement config, string name) => config.GetProperty(name).GetInt32();
}
