using ClipGrid.Model.Embedding;
using ClipGrid.Model.Tests.Tokenization;
using ClipGrid.TestKit;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>The golden set's model with OpenAI's whole vocabulary, as a user would have it: weights and vocabulary in one folder.</summary>
internal static class GoldenModel
{
    /// <summary>A folder with the weights and the vocabulary file.</summary>
    internal static TemporaryFolder Folder()
    {
        string weights = Reference.Golden("models/vit_fullvocab/openai");
        var folder = new TemporaryFolder();
        folder.AddAll(weights);
        folder.Add(OpenAiVocabulary.Path);
        return folder;
    }

    internal static ClipModel Load()
    {
        using TemporaryFolder folder = Folder();
        return ClipModel.Load(folder.Path);
    }

    /// <summary>A picture of the golden set as a file's bytes.</summary>
    internal static byte[] Picture(string name) => File.ReadAllBytes(Reference.Golden($"preprocess/images/{name}"));
}
