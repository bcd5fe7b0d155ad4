using System.Collections.Immutable;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Tests.Evaluation;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Classification;

public sealed class ClassifierHeadTests : IDisposable
{
    private static readonly ClassifierHead Head = new(["cat", "dog", "a \"snow\" fox – 狐"], new[] { 1f, 2, 0.5f, -1, 0, 3 }, new[] { 0f, 0.25f, -1 });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FromTexts_GoldenTexts_AnswersAsZeroShotDoes()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/zeroshot.safetensors");
        ZeroShotClassifier zeroShot = ZeroShotClassifier.Build(
            new ZeroShotPrompts(Enumerable.Range(0, 20).Select(c => $"class {c}"), Enumerable.Range(0, 7).Select(t => $"template {t} {{}}")),
            Golden.Matrix(golden["text_embeddings"]), logitScale: 64);
        EmbeddingMatrix pictures = Golden.Matrix(golden["image_embeddings"]).ToUnitRows();
        float[] expected = zeroShot.Logits(pictures), probabilities = zeroShot.Probabilities(pictures);
        ClassifierHead head = ClassifierHead.FromTexts(zeroShot.ClassNames, zeroShot.Weights, zeroShot.LogitScale);
        Assert.Equal(zeroShot.ClassNames, head.Classes);
        // A factor that is a power of two rounds nowhere, so these are the same bits; any other differs in the last one.
        Assert.Equal(expected, Each(pictures, head.Logits));
        Assert.Equal(probabilities, Each(pictures, head.Probabilities));
        ClassifierHead other = ClassifierHead.FromTexts(zeroShot.ClassNames, zeroShot.Weights, 100);
        TorchTensors.Close([.. expected.Select(logit => logit * (100f / 64))], Each(pictures, other.Logits), 2e-5, "logits at 100");
    }

    [Fact]
    public void Probabilities_OfAHead_AreTheSoftmaxOfItsLogits()
    {
        float[] logits = Head.Logits([0.6f, 0.8f]);
        TorchTensors.Close([0.6f + 1.6f, 0.3f - 0.8f + 0.25f, 2.4f - 1], logits, 1e-6, "logits");
        double all = logits.Sum(logit => Math.Exp(logit));
        TorchTensors.Close([.. logits.Select(logit => (float)(Math.Exp(logit) / all))], Head.Probabilities([0.6f, 0.8f]), 1e-6, "probabilities");
        Assert.Contains("3 numbers", Assert.Throws<ArgumentException>(() => Head.Probabilities([1, 0, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AfterSave_IsTheSameHead()
    {
        Assert.Null(ClassifierHead.Find(_folder.Path));
        ClassifierHead.Zeros(["old"], 7).Save(_folder.Path);
        Head.Save(_folder.Path);
        ClassifierHead found = ClassifierHead.Find(_folder.Path, embedDim: 2)!;
        Assert.Equal(Head.Classes, found.Classes);
        Assert.Equal(Head.Weights.ToArray(), found.Weights.ToArray());
        Assert.Equal(Head.Biases.ToArray(), found.Biases.ToArray());
        Assert.Equal(["classifier.json", "classifier.safetensors"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_WeightsInHalfPrecision_AreTaken()
    {
        Head.Save(_folder.Path);
        Write("weight", WeightTensor.FromFloats([3, 2], Head.Weights.Span, TensorType.F16));
        Assert.Equal(Head.Weights.ToArray(), ClassifierHead.Find(_folder.Path)!.Weights.ToArray());
    }

    [Theory]
    [InlineData("classifier.json")]
    [InlineData("classifier.safetensors")]
    public void Find_Half_IsRefused(string missing)
    {
        Head.Save(_folder.Path);
        File.Delete(_folder.In(missing));
        Assert.Contains($"no {missing}", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_PartsThatDoNotFit_SayWhich()
    {
        Head.Save(_folder.Path);
        Assert.Contains("embeddings of 2 numbers, but its model makes 8", Refusal(embedDim: 8), StringComparison.Ordinal);
        Write("bias", WeightTensor.FromFloats([3], [0, float.NaN, float.PositiveInfinity]));
        Assert.Contains("2 of the 3 values of 'bias'", Refusal(), StringComparison.Ordinal);
        Write("bias", WeightTensor.FromFloats([2], [0, 0]));
        Assert.Contains("3 classes, but classifier.safetensors has 3 rows and 2 biases", Refusal(), StringComparison.Ordinal);
        Write("bias", WeightTensor.FromFloats([3, 1], [0, 0, 0]));
        Assert.Contains("F32 [3, 1]", Refusal(), StringComparison.Ordinal);
        Write("other", WeightTensor.FromFloats([1], [0]), keep: "weight");
        Assert.Contains("'bias'", Assert.Throws<SafetensorsException>(() => ClassifierHead.Find(_folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder.In("classifier.safetensors"), [1, 2, 3]);
        Assert.Throws<SafetensorsException>(() => ClassifierHead.Find(_folder.Path));
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{\"classes\": [\"a\", \"b\", \"c\"]}", "format")]
    [InlineData("{\"format\": 2, \"classes\": [\"a\", \"b\", \"c\"]}", "only format 1")]
    [InlineData("{\"format\": 1}", "a list of texts")]
    [InlineData("{\"format\": 1, \"classes\": [\"a\", 2, \"c\"]}", "a list of texts")]
    [InlineData("{\"format\": 1, \"classes\": []}", "there is no class")]
    [InlineData("{\"format\": 1, \"classes\": [\"a\", \" \", \"c\"]}", "class 1 has no name")]
    [InlineData("{\"format\": 1, \"classes\": [\"a\", \"b\", \"a\"]}", "\"a\" is there twice")]
    [InlineData("{\"format\": 1, \"classes\": [\"a\", \"b\", \"c\"], \"scale\": 3}", "scale")]
    public void Find_BrokenClasses_SaysWhatIsWrong(string json, string expected)
    {
        Head.Save(_folder.Path);
        File.WriteAllText(_folder.In("classifier.json"), json);
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => ClassifierHead.Find(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Head_ImpossibleParts_AreRefusedByName()
    {
        Assert.Contains("5 weights", Refused(["a", "b"], new float[5], new float[2]), StringComparison.Ordinal);
        Assert.Contains("1 biases", Refused(["a", "b"], new float[4], new float[1]), StringComparison.Ordinal);
        Assert.Contains("0 weights", Refused(["a", "b"], [], new float[2]), StringComparison.Ordinal);
        Assert.Contains("\"b\" is NaN", Refused(["a", "b"], [0, 0, 0, float.NaN], new float[2]), StringComparison.Ordinal);
        Assert.Contains("no class", Refused([], [], []), StringComparison.Ordinal);
        Assert.Contains("twice", Refused(["a", "a"], new float[2], new float[2]), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassifierHead.FromTexts(["a"], new EmbeddingMatrix(new[] { 1f }, 1), double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassifierHead.Zeros(["a"], 0));
    }

    // The folder's own weights are found beside a head, whatever they are called.
    [Fact]
    public void WeightFiles_BesideAHead_AreTheModels()
    {
        Head.Save(_folder.Path);
        File.Copy(_folder.In("classifier.safetensors"), _folder.In("tiny.safetensors"));
        Assert.Equal(["tiny.safetensors"], WeightFiles.Find(_folder.Path, isHuggingFace: false));
    }

    private static string Refused(ImmutableArray<string> classes, float[] weights, float[] biases) =>
        Assert.Throws<ArgumentException>(() => new ClassifierHead(classes, weights, biases)).Message;

    private static float[] Each(EmbeddingMatrix pictures, Func<ReadOnlySpan<float>, float[]> answer) =>
        [.. Enumerable.Range(0, pictures.RowCount).SelectMany(row => answer(pictures.Row(row)))];

    private string Refusal(int? embedDim = null) =>
        Assert.Throws<ModelFolderException>(() => ClassifierHead.Find(_folder.Path, embedDim)).Message;

    // Replaces one tensor of the saved head; with keep, that one stays and the others go.
    private void Write(string name, WeightTensor tensor, string? keep = null)
    {
        var tensors = new Dictionary<string, WeightTensor>
        {
            ["weight"] = WeightTensor.FromFloats([3, 2], Head.Weights.Span),
            ["bias"] = WeightTensor.FromFloats([3], Head.Biases.Span),
        };
        if (keep is not null)
            tensors = tensors.Where(t => t.Key == keep).ToDictionary();
        tensors[name] = tensor;
        SafetensorsWriter.Write(_folder.In("classifier.safetensors"), tensors);
    }
}
