using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>The plain way to an embedding, which the encoder's must equal: one input, the whole context, no queue.</summary>
internal static class PlainEmbeddings
{
    internal static float[] Text(ClipModel model, string text)
    {
        long[] ids_T = model.Tokenizer.Tokenize([text], allowTruncation: true).Ids;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return nn.functional.normalize(model.Network.EncodeTexts(tensor(ids_T, [1, ids_T.Length]))).Values();
    }

    internal static float[] Picture(ClipModel model, byte[] file)
    {
        var preprocessor = new Preprocessor(model.Preprocess);
        float[] pixels_CHW = new float[preprocessor.PixelCount];
        using Picture picture = new PictureDecoder().Decode(file);
        preprocessor.Run(picture, pixels_CHW);
        int S = model.Preprocess.Size;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return nn.functional.normalize(model.Network.EncodeImages(tensor(pixels_CHW, [1, 3, S, S]))).Values();
    }
}
