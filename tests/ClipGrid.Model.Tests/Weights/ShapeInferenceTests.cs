using System.Text.Json;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class ShapeInferenceTests
{
    [Theory]
    [InlineData("vit_w64", "openai/model.safetensors")]
    [InlineData("vit_w128", "open_clip/open_clip_model.safetensors")]
    [InlineData("vit_fullvocab", "openai/model.safetensors")]
    [InlineData("rn_w16", "openai/model.safetensors")]
    [InlineData("rn_w8", "openai/model.safetensors")]
    public void InferFrom_GoldenWeights_GivesTheConfigurationTheyWereMadeFrom(string model, string file)
    {
        using SafetensorsFile weights = SafetensorsFile.Open(Reference.Golden($"models/{model}/{file}"));
        using JsonDocument models = GoldenTensors.LoadJson("models/models.json");
        JsonElement golden = models.RootElement.GetProperty(model).GetProperty("config");
        ClipConfig config = ShapeInference.InferFrom(WeightSet.Import(weights.Tensors()));

        Assert.Equal(golden.GetProperty("embed_dim").GetInt32(), config.EmbedDim);
        Assert.Equal(golden.GetProperty("image_resolution").GetInt32(), config.Vision.ImageSize);
        Assert.Equal(golden.GetProperty("vision_width").GetInt32(), config.Vision.Width);
        Assert.Equal(golden.GetProperty("context_length").GetInt32(), config.Text.ContextLength);
        Assert.Equal(golden.GetProperty("vocab_size").GetInt32(), config.Text.VocabSize);
        Assert.Equal(golden.GetProperty("transformer_width").GetInt32(), config.Text.Width);
        Assert.Equal(golden.GetProperty("transformer_heads").GetInt32(), config.Text.HeadCount);
        Assert.Equal(golden.GetProperty("transformer_layers").GetInt32(), config.Text.LayerCount);
        Assert.Equal(config.Text.Width * 4, config.Text.MlpWidth);
        Assert.Equal(Activation.QuickGelu, config.Activation);
        RequireVision(golden, config.Vision);
    }

    [Fact]
    public void InferFrom_HuggingFaceNames_GivesTheSame()
    {
        using SafetensorsFile openAi = SafetensorsFile.Open(Reference.Golden("models/vit_w64/openai/model.safetensors"));
        using SafetensorsFile huggingFace = SafetensorsFile.Open(Reference.Golden("models/vit_w64/hf/model.safetensors"));
        Assert.Equal(ShapeInference.InferFrom(WeightSet.Import(openAi.Tensors())), ShapeInference.InferFrom(WeightSet.Import(huggingFace.Tensors())));
    }

    [Fact]
    public void InferFrom_EachDecidingTensorMissingOrMisshaped_IsNamed()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_w64/openai/model.safetensors"));
        WeightSet whole = WeightSet.Import(file.Tensors());
        foreach (string name in (string[])["ln_final.weight", "text_projection", "positional_embedding", "token_embedding.weight", "transformer.resblocks.0.mlp.c_fc.weight", "visual.conv1.weight", "visual.positional_embedding"])
        {
            var without = new WeightSet(whole.Tensors.Where(t => t.Key != name));
            WeightSet misshaped = whole.With(name, WeightTensor.FromFloats([0, 3, 1], []));
            Assert.Equal(name, Assert.Throws<ConfigurationException>(() => ShapeInference.InferFrom(without)).Member);
            Assert.Equal(name, Assert.Throws<ConfigurationException>(() => ShapeInference.InferFrom(misshaped)).Member);
        }
    }

    [Fact]
    public void InferFrom_HeadsOfAnotherWidth_AsksForAConfiguration()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_w64/openai/model.safetensors"));
        WeightSet weights = WeightSet.Import(file.Tensors()).With("ln_final.weight", WeightTensor.FromFloats([96], new float[96]));
        Assert.Contains("open_clip_config.json", Assert.Throws<ConfigurationException>(() => ShapeInference.InferFrom(weights)).Message, StringComparison.Ordinal);
    }

    private static void RequireVision(JsonElement golden, VisionConfig vision)
    {
        JsonElement layers = golden.GetProperty("vision_layers");
        if (vision is ResNetConfig resNet)
        {
            Assert.Equal(layers.EnumerateArray().Select(l => l.GetInt32()), resNet.StageDepths);
            Assert.Equal(resNet.Width * 32 / 64, resNet.HeadCount);
            return;
        }
        var transformer = (VisionTransformerConfig)vision;
        Assert.Equal(layers.GetInt32(), transformer.LayerCount);
        Assert.Equal(golden.GetProperty("vision_patch_size").GetInt32(), transformer.PatchSize);
        Assert.Equal((transformer.Width / 64, transformer.Width * 4), (transformer.HeadCount, transformer.MlpWidth));
    }
}
