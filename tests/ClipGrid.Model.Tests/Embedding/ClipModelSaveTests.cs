using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tests.Training;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class ClipModelSaveTests : IDisposable
{
    private static readonly PreprocessConfig Unusual = new()
    {
        Size = 12,
        Mean = [0.5f, 0.4f, 0.3f],
        Std = [0.2f, 0.3f, 0.4f],
        Resize = ResizeMode.Squash,
        Interpolation = Interpolation.Bilinear,
        ConvertRgbFirst = true,
        ApplyOrientation = true,
    };

    private readonly LeakCheck _leaks = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _leaks.Dispose();
    }

    [Theory]
    [InlineData(CheckpointLayout.OpenAi)]
    [InlineData(CheckpointLayout.OpenClip)]
    [InlineData(CheckpointLayout.HuggingFace)]
    public void Save_TrainedModel_LoadsWithTheSameEmbeddingsBitForBit(CheckpointLayout layout)
    {
        using ClipModel trained = Trained();
        trained.Save(_folder.In("model"), layout, TestContext.Current.CancellationToken);
        using ClipModel loaded = ClipModel.Load(_folder.In("model"));
        AssertSame(trained, loaded);
    }

    [Theory]
    [InlineData(CheckpointLayout.OpenAi)]
    [InlineData(CheckpointLayout.OpenClip)]
    [InlineData(CheckpointLayout.HuggingFace)]
    public void Save_UnusualPreprocessing_LoadsEqual(CheckpointLayout layout)
    {
        using ClipModel model = TinyModel.Build(preprocess: Unusual);
        model.Save(_folder.In("model"), layout, TestContext.Current.CancellationToken);
        using ClipModel loaded = ClipModel.Load(_folder.In("model"));
        AssertSame(model, loaded);
    }

    [Theory]
    [InlineData(CheckpointLayout.OpenAi)]
    [InlineData(CheckpointLayout.OpenClip)]
    public void Save_ResNet_LoadsWithTheSameEmbeddings(CheckpointLayout layout)
    {
        using ClipModel model = TinyModel.Build(TinyModel.ResNet);
        model.Save(_folder.In("model"), layout, TestContext.Current.CancellationToken);
        using ClipModel loaded = ClipModel.Load(_folder.In("model"));
        AssertSame(model, loaded);
    }

    [Fact]
    public void Save_LogitBias_ComesBack()
    {
        using ClipModel model = TinyModel.Build(TinyModel.Vit with { InitialLogitBias = -3 });
        model.Save(_folder.In("model"), CheckpointLayout.OpenClip, TestContext.Current.CancellationToken);
        using ClipModel loaded = ClipModel.Load(_folder.In("model"));
        Assert.Equal(-3, loaded.Network.LogitBias!.item<float>());
        AssertSame(model, loaded);
    }

    [Fact]
    public void Save_BFloat16_LoadsWithTheSameEmbeddings()
    {
        using ClipModel wide = TinyModel.Build();
        using var narrow = new ClipModel(wide.Network.CopyAs(ScalarType.BFloat16), wide.Tokenizer, wide.Preprocess);
        narrow.Save(_folder.In("model"), CheckpointLayout.OpenAi, TestContext.Current.CancellationToken);
        using ClipModel loaded = ClipModel.Load(_folder.In("model"), dtype: ScalarType.BFloat16);
        Assert.Equal(ScalarType.BFloat16, loaded.Network.ComputeType);
        Assert.Equal(TinyRun.Digest(narrow.Network), TinyRun.Digest(loaded.Network));
        Assert.NotEqual(TinyRun.Digest(wide.Network), TinyRun.Digest(loaded.Network));
    }

    [Fact]
    public void Save_LayoutWithoutAWordForTheModel_LeavesNothingBehind()
    {
        using ClipModel resNet = TinyModel.Build(TinyModel.ResNet), padded = TinyModel.Build(preprocess: Unusual with { Resize = ResizeMode.Longest, Fill = 9 });
        Assert.Throws<CheckpointLayoutException>(() => resNet.Save(_folder.In("a"), CheckpointLayout.HuggingFace, TestContext.Current.CancellationToken));
        Assert.Throws<ConfigurationException>(() => padded.Save(_folder.In("b"), CheckpointLayout.HuggingFace, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Save_FolderInUse_OverwritesNothing()
    {
        using ClipModel model = TinyModel.Build();
        File.WriteAllText(_folder.In("mine.txt"), "mine");
        Assert.Throws<ModelFolderException>(() => model.Save(_folder.Path, CheckpointLayout.OpenAi, TestContext.Current.CancellationToken));
        Assert.Equal([_folder.In("mine.txt")], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Save_TokenizerWithoutRepair_IsRefused()
    {
        using ClipModel model = TinyModel.Build();
        var unrepaired = new ClipModel(model.Network, new Tokenizer(TinyModel.Vocabulary, model.Tokenizer.Options with { RepairsText = false }), model.Preprocess);
        var error = Assert.Throws<ModelFolderException>(() => unrepaired.Save(_folder.In("model"), CheckpointLayout.OpenAi, TestContext.Current.CancellationToken));
        Assert.Contains("RepairsText", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Save_Cancelled_LeavesNothingBehind()
    {
        using ClipModel model = TinyModel.Build();
        Assert.Throws<OperationCanceledException>(() => model.Save(_folder.In("model"), CheckpointLayout.OpenAi, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private static ClipModel Trained()
    {
        ClipModel model = TinyModel.Build();
        string before = TinyRun.Digest(model.Network);
        using var trainer = new ClipTrainer(model.Network, TinyRun.Specification, TinyData.Of(model));
        while (!trainer.IsFinished)
            trainer.Step();
        Assert.NotEqual(before, TinyRun.Digest(model.Network));
        return model;
    }

    private static void AssertSame(ClipModel expected, ClipModel actual)
    {
        expected.Network.eval();
        actual.Network.eval();
        Assert.Equal(expected.Network.Config.Text, actual.Network.Config.Text);
        Assert.Equal(expected.Preprocess, actual.Preprocess);
        Assert.Equal(TinyRun.Digest(expected.Network), TinyRun.Digest(actual.Network));
        foreach (string text in (string[])["", "a photo of the number 7", "Zwei Ströme & “quotes”"])
            Assert.Equal(PlainEmbeddings.Text(expected, text), PlainEmbeddings.Text(actual, text));
        foreach (int seed in (int[])[1, 2])
            Assert.Equal(PlainEmbeddings.Picture(expected, TinyModel.Picture(seed)), PlainEmbeddings.Picture(actual, TinyModel.Picture(seed)));
    }
}
