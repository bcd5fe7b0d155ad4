using System.Text.Json;
using ClipGrid.Model.Embedding;
using ClipGrid.TestKit;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>The reference's own vectors for texts and files, as the golden set holds them.</summary>
internal static class GoldenVectors
{
    private const double Tolerance = 5e-6;

    /// <summary>The texts that vit_fullvocab was run on: short, empty, two ends of text, longer than the context.</summary>
    internal static string[] Texts()
    {
        using JsonDocument models = GoldenTensors.LoadJson("models/models.json");
        return [.. models.RootElement.GetProperty("vit_fullvocab").GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
    }

    /// <summary>Their unit vectors, row-major.</summary>
    internal static float[] OfTexts() => GoldenTensors.Load("models/vit_fullvocab/outputs.safetensors")["random.text_features_normalized"].Floats;

    /// <summary>A model of vit_fullvocab's weights embeds the texts as the reference does.</summary>
    internal static void AssertTexts(ClipModel model)
    {
        model.Network.eval();
        TorchTensors.Close(OfTexts(), [.. Texts().SelectMany(text => PlainEmbeddings.Text(model, text))], Tolerance, "texts");
    }

    /// <summary>A model of a golden model's weights embeds the one picture that was used as a whole file.</summary>
    internal static void AssertPicture(ClipModel model, string name)
    {
        model.Network.eval();
        float[] expected = GoldenTensors.Load($"models/{name}/outputs.safetensors")["real.image_features_normalized"].Floats[..model.Network.Config.EmbedDim];
        TorchTensors.Close(expected, PlainEmbeddings.Picture(model, GoldenModel.Picture("real_CLIP.png")), Tolerance, "picture");
    }
}
