using System.Text;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class ModelFolderTests : IDisposable
{
    private const string Vocabulary = "bpe_simple_vocab_16e6.txt.gz";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("vit_w64/hf", CheckpointLayout.HuggingFace)]
    [InlineData("vit_w128/hf", CheckpointLayout.HuggingFace)] // F16
    [InlineData("vit_w128/open_clip", CheckpointLayout.OpenClip)]
    [InlineData("vit_w64/openai", CheckpointLayout.OpenAi)]
    [InlineData("rn_w8/openai", CheckpointLayout.OpenAi)] // BF16
    [InlineData("rn_w16/openai", CheckpointLayout.OpenAi)] // F16
    [InlineData("vit_fullvocab/openai", CheckpointLayout.OpenAi)] // mixed, and no configuration
    public void Export_FolderInAndOut_GivesIdenticalTensorsVocabularyAndConfiguration(string golden, CheckpointLayout layout)
    {
        string source = CopyOf(golden);
        string target = _folder.In("out");
        using (ModelFolder folder = ModelFolder.Open(source))
        {
            Assert.Equal(layout, folder.Layout);
            ModelFolder.Export(target, folder.ToExport(), TestContext.Current.CancellationToken);
        }
        RequireSameTensors(source, target);
        Assert.Equal(File.ReadAllBytes(Path.Combine(source, Vocabulary)), File.ReadAllBytes(Path.Combine(target, Vocabulary)));
        using ModelFolder before = ModelFolder.Open(source);
        using ModelFolder after = ModelFolder.Open(target);
        Assert.Equal(before.Description, after.Description);
        Assert.Equal(layout, after.Layout);
        Assert.Equal([Path.Combine(target, Vocabulary)], after.VocabularyFiles);
        Assert.Equal(["out", "source"], Directory.GetFileSystemEntries(_folder.Path).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("vit_w64/hf", CheckpointLayout.OpenClip)]
    [InlineData("vit_w128/hf", CheckpointLayout.OpenAi)]
    [InlineData("vit_w64/openai", CheckpointLayout.HuggingFace)]
    [InlineData("rn_w8/openai", CheckpointLayout.OpenClip)]
    public void Export_ThroughAnotherLayoutAndBack_KeepsWeightsAndMeaning(string golden, CheckpointLayout other)
    {
        string source = CopyOf(golden);
        using ModelFolder before = ModelFolder.Open(source);
        ModelFolder.Export(_folder.In("there"), before.ToExport(other), TestContext.Current.CancellationToken);
        using ModelFolder there = ModelFolder.Open(_folder.In("there"));
        Assert.Equal(before.Description, there.Description);
        ModelFolder.Export(_folder.In("back"), there.ToExport(before.Layout), TestContext.Current.CancellationToken);
        using ModelFolder back = ModelFolder.Open(_folder.In("back"));
        Assert.Equal(before.Description, back.Description);
        Assert.Equal(before.Weights.Tensors.Keys.Order(StringComparer.Ordinal), back.Weights.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(before.Weights.Tensors, t => Assert.Equal(t.Value.ToBytes(), back.Weights.Tensors[t.Key].ToBytes()));
    }

    [Fact]
    public void Export_Twice_GivesEqualFiles()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("vit_w64/hf"));
        foreach (string name in (string[])["first", "second"])
            ModelFolder.Export(_folder.In(name), folder.ToExport(), TestContext.Current.CancellationToken);
        string[] files = [.. Directory.GetFiles(_folder.In("first")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal([Vocabulary, "config.json", "model.safetensors", "preprocessor_config.json"], files);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.In("first"), f)), File.ReadAllBytes(Path.Combine(_folder.In("second"), f))));
    }

    [Fact]
    public void Export_TargetNotEmpty_IsRefusedAndUntouched()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("vit_w64/hf"));
        string target = Directory.CreateDirectory(_folder.In("out")).FullName;
        File.WriteAllText(Path.Combine(target, "mine.txt"), "precious");
        Assert.Throws<ModelFolderException>(() => ModelFolder.Export(target, folder.ToExport(), TestContext.Current.CancellationToken));
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(target).Select(p => Path.GetFileName(p)));
    }

    [Fact]
    public void Export_EmptyTarget_IsFilled()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("vit_w64/hf"));
        Directory.CreateDirectory(_folder.In("out"));
        ModelFolder.Export(_folder.In("out"), folder.ToExport(), TestContext.Current.CancellationToken);
        ModelFolder.Open(_folder.In("out")).Dispose();
    }

    [Fact]
    public void Export_FailingHalfway_LeavesNothing()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("vit_w64/hf"));
        ModelExport noVocabulary = folder.ToExport() with { VocabularyFiles = [_folder.In("none.json")] };
        Assert.Throws<FileNotFoundException>(() => ModelFolder.Export(_folder.In("out"), noVocabulary, TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(() => ModelFolder.Export(_folder.In("out"), folder.ToExport(), new CancellationToken(canceled: true)));
        Assert.Equal([_folder.In("source")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Export_TwoFilesOfOneName_IsRefused()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("vit_w64/hf"));
        ModelExport clash = folder.ToExport() with { VocabularyFiles = [_folder.In("config.json")] };
        Assert.Contains("config.json", Assert.Throws<ModelFolderException>(() => ModelFolder.Export(_folder.In("out"), clash, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_PreprocessingOfAnotherSize_IsRefused()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("vit_w64/hf"));
        ModelDescription wrong = folder.Description with { Preprocess = new PreprocessConfig { Size = 33 } };
        Assert.Throws<ModelFolderException>(() => ModelFolder.Export(_folder.In("out"), folder.ToExport() with { Description = wrong }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Export_ResNetToHuggingFace_IsRefused()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("rn_w8/openai"));
        Assert.Throws<CheckpointLayoutException>(() => ModelFolder.Export(_folder.In("out"), folder.ToExport(CheckpointLayout.HuggingFace), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_folder.In("out")));
    }

    [Fact]
    public void Open_ShardedWeights_AreReadAsOneModel()
    {
        string source = CopyOf("vit_w64/hf");
        Shard(source, "model-00002-of-00002.safetensors");
        using ModelFolder folder = ModelFolder.Open(source);
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("models/vit_w64/openai/model.safetensors");
        folder.Weights.RequireMatch(golden.ToDictionary(g => g.Key, g => g.Value.Shape));
        Assert.All(golden, g => Assert.Equal(g.Value.Bytes, folder.Weights.Tensors[g.Key].ToBytes()));
    }

    [Theory]
    [InlineData("../model-00002-of-00002.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("missing.safetensors")]
    public void Open_IndexThatPointsElsewhere_IsRefused(string second)
    {
        string source = CopyOf("vit_w64/hf");
        Shard(source, second);
        Exception error = Assert.ThrowsAny<Exception>(() => ModelFolder.Open(source));
        Assert.True(error is ConfigurationException or ModelFolderException, error.ToString());
    }

    [Fact]
    public void Open_OneTensorInTwoShards_IsRefused()
    {
        string source = CopyOf("vit_w64/hf");
        Shard(source, "model-00002-of-00002.safetensors");
        File.Copy(Path.Combine(source, "model-00001-of-00002.safetensors"), Path.Combine(source, "model-00002-of-00002.safetensors"), overwrite: true);
        Assert.Contains("in two of its files", Assert.Throws<ModelFolderException>(() => ModelFolder.Open(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderWithBothLayouts_ReadsEitherOnDemand()
    {
        string source = CopyOf("vit_w128/hf");
        foreach (string file in Directory.GetFiles(Reference.Golden("models/vit_w128/open_clip")))
            File.Copy(file, Path.Combine(source, Path.GetFileName(file)));
        using ModelFolder openClip = ModelFolder.Open(source);
        using ModelFolder huggingFace = ModelFolder.Open(source, CheckpointLayout.HuggingFace);
        Assert.Equal((CheckpointLayout.OpenClip, CheckpointLayout.HuggingFace), (openClip.Layout, huggingFace.Layout));
        Assert.Equal((TensorType.F32, TensorType.F16), (openClip.Weights.Tensors["visual.proj"].Type, huggingFace.Weights.Tensors["visual.proj"].Type));
    }

    [Fact]
    public void Open_PicklesOnly_SaysWhatToDo()
    {
        _folder.Write("pytorch_model.bin", [0x80, 2]);
        Assert.Contains("safetensors", Assert.Throws<ModelFolderException>(() => ModelFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<ModelFolderException>(() => ModelFolder.Open(_folder.In("none")));
    }

    [Fact]
    public void Open_HuggingFaceWeightsWithoutConfiguration_AsksForIt()
    {
        string source = CopyOf("vit_w64/hf");
        File.Delete(Path.Combine(source, "config.json"));
        Assert.Contains("config.json", Assert.Throws<ModelFolderException>(() => ModelFolder.Open(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BrokenWeights_IsTheFormatsError()
    {
        string source = CopyOf("vit_w64/hf");
        File.WriteAllBytes(Path.Combine(source, "model.safetensors"), Encoding.UTF8.GetBytes("not weights at all"));
        Assert.Throws<SafetensorsException>(() => ModelFolder.Open(source));
    }

    [Fact]
    public void Open_GoldenHuggingFaceFolder_GivesItsConfiguration()
    {
        using ModelFolder folder = ModelFolder.Open(CopyOf("vit_w128/hf"));
        ClipConfig network = folder.Description.Network;
        Assert.Equal((96, 48, 128, 2), (network.EmbedDim, network.Vision.ImageSize, network.Vision.Width, network.Vision.HeadCount));
        Assert.Equal((48, true), (folder.Description.Preprocess.Size, folder.Description.Preprocess.ConvertRgbFirst));
    }

    public void Dispose() => _folder.Dispose();

    private string CopyOf(string golden)
    {
        string target = Directory.CreateDirectory(_folder.In("source")).FullName;
        foreach (string file in Directory.GetFiles(Reference.Golden($"models/{golden}")))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        File.Copy(Reference.Golden($"vocab/{Vocabulary}"), Path.Combine(target, Vocabulary));
        return target;
    }

    private static void Shard(string source, string secondName)
    {
        string whole = Path.Combine(source, "model.safetensors");
        using (SafetensorsFile file = SafetensorsFile.Open(whole))
        {
            Dictionary<string, WeightTensor>[] parts = [.. file.Tensors().GroupBy(t => t.Key.StartsWith("text", StringComparison.Ordinal)).Select(g => g.ToDictionary())];
            SafetensorsWriter.Write(Path.Combine(source, "model-00001-of-00002.safetensors"), parts[0]);
            SafetensorsWriter.Write(Path.Combine(source, "model-00002-of-00002.safetensors"), parts[1]);
            string map = string.Join(',', parts[0].Keys.Select(n => $"\"{n}\":\"model-00001-of-00002.safetensors\"").Concat(parts[1].Keys.Select(n => $"\"{n}\":\"{secondName}\"")));
            File.WriteAllText(Path.Combine(source, "model.safetensors.index.json"), $$$"""{"metadata":{"total_size":1},"weight_map":{{{{map}}}}}""");
        }
        File.Delete(whole);
    }

    private static void RequireSameTensors(string source, string target)
    {
        string name = Path.GetFileName(Assert.Single(Directory.GetFiles(source, "*.safetensors")));
        using SafetensorsFile before = SafetensorsFile.Open(Path.Combine(source, name));
        using SafetensorsFile after = SafetensorsFile.Open(Path.Combine(target, name));
        Assert.Equal(before.ByName.Keys.Order(StringComparer.Ordinal), after.ByName.Keys.Order(StringComparer.Ordinal));
        foreach (SafetensorsEntry entry in before.Entries)
        {
            Assert.Equal(entry.Type, after.ByName[entry.Name].Type);
            Assert.Equal(entry.Shape.AsEnumerable(), after.ByName[entry.Name].Shape);
            Assert.Equal(before.ReadBytes(entry.Name), after.ReadBytes(entry.Name));
        }
    }
}
