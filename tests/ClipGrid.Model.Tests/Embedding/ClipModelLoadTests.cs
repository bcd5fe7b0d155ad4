using System.Text.Json;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tests.Tokenization;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class ClipModelLoadTests : IDisposable
{
    private readonly LeakCheck _leaks = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _leaks.Dispose();

    [Theory]
    [InlineData(CheckpointLayout.OpenAi, "packed")]
    [InlineData(CheckpointLayout.OpenClip, "packed")]
    [InlineData(CheckpointLayout.OpenClip, "files")]
    [InlineData(CheckpointLayout.HuggingFace, "files")]
    [InlineData(CheckpointLayout.HuggingFace, "tokenizer")]
    public void Load_EveryLayoutAndVocabularyFile_GivesTheReferencesVectors(CheckpointLayout layout, string vocabulary)
    {
        using TemporaryFolder folder = new(), words = new();
        WriteVocabulary(words.Path, vocabulary);
        using (ModelFolder source = ModelFolder.Open(Reference.Golden("models/vit_fullvocab/openai")))
            ModelFolder.Export(folder.In("model"), source.ToExport(layout) with { VocabularyFiles = [.. Directory.EnumerateFiles(words.Path)] }, Token);
        using ClipModel model = ClipModel.Load(folder.In("model"));
        GoldenVectors.AssertTexts(model);
        GoldenVectors.AssertPicture(model, "vit_fullvocab");
    }

    // Folders as they came out of the reference, with a vocabulary of their size beside the weights. The picture has an alpha
    // channel: Hugging Face's processor drops it before the resize, while the reference's numbers come from OpenAI's order.
    [Theory]
    [InlineData("vit_w128", "hf")]
    [InlineData("vit_w128", "open_clip")]
    public void Load_GoldenFolder_GivesTheReferencesVectors(string name, string layout)
    {
        using var folder = new TemporaryFolder();
        folder.AddAll(Reference.Golden($"models/{name}/{layout}"));
        Learned(640).Save(folder.Path);
        using ClipModel model = ClipModel.Load(folder.Path);
        Assert.Equal(layout == "hf", model.Preprocess.ConvertRgbFirst);
        GoldenVectors.AssertPicture(new ClipModel(model.Network, model.Tokenizer, model.Preprocess with { ConvertRgbFirst = false }), name);
    }

    [Fact]
    public void Load_NoVocabulary_SaysWhichFilesItLooksFor()
    {
        var error = Assert.Throws<ModelFolderException>(() => ClipModel.Load(Reference.Golden("models/vit_w64/openai")));
        Assert.Contains("no vocabulary", error.Message, StringComparison.Ordinal);
        Assert.Contains("vocab.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vit_w64/openai", 512)]
    [InlineData("vit_w64/hf", 512)]
    [InlineData("rn_w16/openai", 256)]
    public void Load_VocabularyOfAnotherSize_NamesFolderAndBothSizes(string model, int size)
    {
        using var folder = new TemporaryFolder();
        folder.AddAll(Reference.Golden($"models/{model}"));
        folder.Add(OpenAiVocabulary.Path);
        var error = Assert.Throws<ModelFolderException>(() => ClipModel.Load(folder.Path));
        Assert.StartsWith($"{folder.Path}: its vocabulary has 49408 tokens and its network {size};", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WeightsOfAnotherModel_ListsTheDifferences()
    {
        using var folder = new TemporaryFolder();
        using (ClipModel model = TinyModel.Build())
            model.Save(folder.In("model"), CheckpointLayout.OpenAi, Token);
        using (ClipModel other = TinyModel.Build(TinyModel.Vit with { EmbedDim = 16 }))
            SafetensorsWriter.Write(folder.In("model/model.safetensors"), other.Network.ToWeights().Tensors, cancellation: Token);
        var error = Assert.Throws<WeightMismatchException>(() => ClipModel.Load(folder.In("model")));
        Assert.Contains("text_projection", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Load_WeightThatIsNoNumber_NamesTheTensor(float value)
    {
        using var folder = new TemporaryFolder();
        using (ClipModel model = TinyModel.Build())
        {
            WeightTensor sick = WeightTensor.FromFloats([24], [.. Enumerable.Repeat(0.5f, 23), value]);
            model.Save(folder.In("model"), CheckpointLayout.OpenAi, Token);
            WeightSet weights = model.Network.ToWeights().With("visual.ln_post.weight", sick);
            SafetensorsWriter.Write(folder.In("model/model.safetensors"), weights.Tensors, cancellation: Token);
        }
        var error = Assert.Throws<ModelFolderException>(() => ClipModel.Load(folder.In("model")));
        Assert.Contains("1 of the 24 values of 'visual.ln_post.weight'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_BrokenFiles_ThrowTypedErrors()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ModelFolderException>(() => ClipModel.Load(folder.In("nowhere")));
        Assert.Throws<ModelFolderException>(() => ClipModel.Load(folder.Path));
        using (ClipModel model = TinyModel.Build())
            model.Save(folder.In("model"), CheckpointLayout.HuggingFace, Token);
        string merges = File.ReadAllText(folder.In("model/merges.txt"));
        File.WriteAllText(folder.In("model/merges.txt"), merges + "neither nor\n");
        Assert.Throws<VocabularyException>(() => ClipModel.Load(folder.In("model")));
        File.WriteAllText(folder.In("model/merges.txt"), merges);
        using (FileStream weights = File.OpenWrite(folder.In("model/model.safetensors")))
            weights.SetLength(weights.Length - 1);
        Assert.Throws<SafetensorsException>(() => ClipModel.Load(folder.In("model")));
    }

    [Fact]
    public void Model_PartsThatDoNotFit_NamesTheNumbers()
    {
        using ClipModel model = TinyModel.Build();
        ClipNetwork network = model.Network;
        Assert.Contains("13 pixels", Refused(() => new ClipModel(network, model.Tokenizer, new PreprocessConfig { Size = 13 })), StringComparison.Ordinal);
        Assert.Contains("77 tokens", Refused(() => new ClipModel(network, new Tokenizer(TinyModel.Vocabulary), model.Preprocess)), StringComparison.Ordinal);
        Assert.Contains("600 tokens", Refused(() => new ClipModel(network, new Tokenizer(Learned(600), model.Tokenizer.Options), model.Preprocess)), StringComparison.Ordinal);
        Assert.Contains("end of text has the id 0", Refused(() => new ClipModel(network, new Tokenizer(EndFirst(), model.Tokenizer.Options), model.Preprocess)), StringComparison.Ordinal);
    }

    private static string Refused(Func<ClipModel> build) => Assert.Throws<ArgumentException>(build).Message;

    // The tiny vocabulary with its end of text in the first place.
    private static Vocabulary EndFirst()
    {
        Vocabulary words = TinyModel.Vocabulary;
        int[] order = [words.EndOfText, .. Enumerable.Range(0, words.Size - 1)];
        using var folder = new TemporaryFolder();
        words.Save(folder.Path);
        File.WriteAllText(folder.In("vocab.json"), JsonSerializer.Serialize(order.Index().ToDictionary(o => words.TokenAt(o.Item), o => o.Index)));
        return Vocabulary.FromVocabAndMerges(folder.In("vocab.json"), folder.In("merges.txt"));
    }

    private static Vocabulary Learned(int size)
    {
        string[] captions = [.. Enumerable.Range(0, 400).Select(i => $"{(char)('a' + (i % 20))}{(char)('a' + (i / 20))} twice {(char)('a' + (i % 20))}{(char)('a' + (i / 20))}")];
        Vocabulary learned = VocabularyTrainer.Train(captions, new VocabularyTrainingOptions { Size = size });
        Assert.Equal(size, learned.Size);
        return learned;
    }

    private static void WriteVocabulary(string folder, string kind)
    {
        switch (kind)
        {
            case "packed":
                File.Copy(OpenAiVocabulary.Path, Path.Combine(folder, Path.GetFileName(OpenAiVocabulary.Path)));
                break;
            case "files":
                OpenAiVocabulary.Value.Save(folder);
                break;
            default:
                TokenizerJson.Write(Path.Combine(folder, "tokenizer.json"), OpenAiVocabulary.Value);
                break;
        }
    }
}
