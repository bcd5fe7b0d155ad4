using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class CheckpointNamesTests
{
    [Theory]
    [InlineData("models/vit_w64/openai/model.safetensors", CheckpointLayout.OpenAi)]
    [InlineData("models/vit_w64/hf/model.safetensors", CheckpointLayout.HuggingFace)]
    [InlineData("models/vit_w128/open_clip/open_clip_model.safetensors", CheckpointLayout.OpenAi)] // the same names
    [InlineData("models/rn_w8/openai/model.safetensors", CheckpointLayout.OpenAi)]
    public void DetectLayout_GoldenModels_AreRecognised(string golden, CheckpointLayout expected)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden(golden));
        Assert.Equal(expected, WeightSet.DetectLayout(file.ByName.Keys));
    }

    [Fact]
    public void DetectLayout_ForeignNames_SaysWhatItFound()
    {
        Assert.Contains("bert.layer", Assert.Throws<CheckpointLayoutException>(() => WeightSet.DetectLayout(["bert.layer"])).Message, StringComparison.Ordinal);
        Assert.Contains("no tensors", Assert.Throws<CheckpointLayoutException>(() => WeightSet.DetectLayout([])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models/vit_w64/hf/model.safetensors", "models/vit_w64/openai/model.safetensors", TensorType.F32)]
    [InlineData("models/vit_w128/hf/model.safetensors", "models/vit_w128/open_clip/open_clip_model.safetensors", TensorType.F16)]
    public void Import_HuggingFace_EqualsTheReferencesOpenAiTensors(string huggingFace, string openAi, TensorType stored)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden(huggingFace));
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load(openAi);
        WeightSet weights = WeightSet.Import(file.Tensors());

        weights.RequireMatch(golden.ToDictionary(g => g.Key, g => g.Value.Shape));
        foreach ((string name, GoldenTensor expected) in golden)
        {
            Assert.Equal(stored, weights.Tensors[name].Type);
            Assert.Equal(expected.Floats, weights.Tensors[name].ToFloats());
        }
    }

    [Theory]
    [InlineData("models/vit_w64/openai/model.safetensors")]
    [InlineData("models/vit_fullvocab/openai/model.safetensors")]
    [InlineData("models/vit_w128/open_clip/open_clip_model.safetensors")]
    public void Export_OpenAiThroughHuggingFace_GivesTheSameBytesAndTypes(string golden)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden(golden));
        WeightSet original = WeightSet.Import(file.Tensors());

        IReadOnlyDictionary<string, WeightTensor> foreign = Materialised(original.Export(CheckpointLayout.HuggingFace));
        Assert.All(foreign.Keys, n => Assert.False(original.Tensors.ContainsKey(n) && n != "logit_scale", n));
        RequireSame(original.Tensors, WeightSet.Import(foreign).Tensors);
    }

    [Theory]
    [InlineData("models/vit_w64/openai/model.safetensors", "models/vit_w64/hf/model.safetensors")]
    public void Export_ToHuggingFace_EqualsTheReferencesHuggingFaceFile(string openAi, string huggingFace)
    {
        using SafetensorsFile ours = SafetensorsFile.Open(Reference.Golden(openAi));
        IReadOnlyDictionary<string, WeightTensor> exported = WeightSet.Import(ours.Tensors()).Export(CheckpointLayout.HuggingFace);
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load(huggingFace);

        // The buffers are the file's own, not the model's.
        Assert.Equal(golden.Keys.Where(n => !n.EndsWith("position_ids", StringComparison.Ordinal)).Order(StringComparer.Ordinal), exported.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, WeightTensor tensor) in exported)
        {
            Assert.Equal(golden[name].Shape, tensor.Shape);
            Assert.Equal(golden[name].Bytes, tensor.ToBytes());
        }
    }

    [Theory]
    [InlineData("models/vit_w64/hf/model.safetensors", CheckpointLayout.HuggingFace)]
    [InlineData("models/vit_w128/hf/model.safetensors", CheckpointLayout.HuggingFace)]
    [InlineData("models/vit_fullvocab/openai/model.safetensors", CheckpointLayout.OpenAi)]
    [InlineData("models/rn_w16/openai/model.safetensors", CheckpointLayout.OpenAi)]
    [InlineData("models/rn_w8/openai/model.safetensors", CheckpointLayout.OpenClip)]
    public void Export_InTheSameLayout_GivesEveryTensorBackBuffersIncluded(string golden, CheckpointLayout layout)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden(golden));
        RequireSame(file.Tensors(), WeightSet.Import(file.Tensors()).Export(layout));
    }

    [Fact]
    public void Export_ToAnotherLayout_LeavesTheBuffersOfTheFirstBehind()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_fullvocab/openai/model.safetensors"));
        WeightSet weights = WeightSet.Import(file.Tensors());
        Assert.DoesNotContain("context_length", weights.Tensors.Keys);
        Assert.DoesNotContain("context_length", weights.Export(CheckpointLayout.HuggingFace).Keys);
        Assert.Contains("context_length", weights.Export(CheckpointLayout.OpenAi).Keys);
    }

    [Fact]
    public void Export_ResNetToHuggingFace_SaysThatThereIsNone()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/rn_w8/openai/model.safetensors"));
        WeightSet weights = WeightSet.Import(file.Tensors());
        Assert.Contains("no ResNet", Assert.Throws<CheckpointLayoutException>(() => weights.Export(CheckpointLayout.HuggingFace)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_LogitBias_StaysInOpenClipAndIsRefusedByHuggingFace()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_w64/openai/model.safetensors"));
        WeightSet weights = WeightSet.Import(file.Tensors()).With("logit_bias", WeightTensor.FromFloats([], [-10f]));
        Assert.Equal([-10f], weights.Export(CheckpointLayout.OpenClip)["logit_bias"].ToFloats());
        Assert.Contains("logit bias", Assert.Throws<CheckpointLayoutException>(() => weights.Export(CheckpointLayout.HuggingFace)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_UnknownTensorToHuggingFace_IsNotDroppedInSilence()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_w64/openai/model.safetensors"));
        WeightSet weights = WeightSet.Import(file.Tensors()).With("visual.adapter", WeightTensor.FromFloats([1], [1f]));
        Assert.Contains("visual.adapter", Assert.Throws<CheckpointLayoutException>(() => weights.Export(CheckpointLayout.HuggingFace)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OpenClipsSeparateTextTower_LosesItsPrefix()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_w64/openai/model.safetensors"));
        WeightSet plain = WeightSet.Import(file.Tensors());
        Dictionary<string, WeightTensor> prefixed = plain.Tensors.ToDictionary(
            t => t.Key.StartsWith("visual.", StringComparison.Ordinal) || t.Key == "logit_scale" ? t.Key : $"text.{t.Key}", t => t.Value);
        prefixed["text.attn_mask"] = WeightTensor.FromFloats([1], [0f]);
        Assert.Equal(CheckpointLayout.OpenClip, WeightSet.DetectLayout(prefixed.Keys));
        RequireSame(plain.Tensors, WeightSet.Import(prefixed).Tensors);
    }

    [Fact]
    public void Import_KeyWithoutItsQueries_IsReportedByItsOwnName()
    {
        const string key = "text_model.encoder.layers.0.self_attn.k_proj.weight";
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_w64/hf/model.safetensors"));
        IReadOnlyDictionary<string, long[]> expected = GoldenTensors.Load("models/vit_w64/openai/model.safetensors").ToDictionary(g => g.Key, g => g.Value.Shape);
        foreach (WeightTensor? broken in (WeightTensor?[])[null, WeightTensor.FromFloats([1, 64], new float[64]), WeightTensor.FromFloats([64, 64], new float[4096], TensorType.F16)])
        {
            Dictionary<string, WeightTensor> tensors = file.Tensors().Where(t => t.Key != key).ToDictionary();
            if (broken is not null)
                tensors[key] = broken;
            WeightMismatch mismatch = WeightSet.Import(tensors).Compare(expected);
            Assert.Equal(["transformer.resblocks.0.attn.in_proj_weight"], mismatch.Missing);
            Assert.Equal(broken is null ? 2 : 3, mismatch.Unexpected.Length);
            Assert.Contains("text_model.encoder.layers.0.self_attn.q_proj.weight", mismatch.Unexpected);
        }
    }

    [Fact]
    public void Import_NamesThatCollideAfterTranslation_AreAllReported()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("models/vit_w64/hf/model.safetensors"));
        Dictionary<string, WeightTensor> tensors = file.Tensors().ToDictionary();
        tensors["visual.proj"] = WeightTensor.FromFloats([1], [1f]);
        tensors["text_model.encoder.layers.00.mlp.fc1.bias"] = WeightTensor.FromFloats([1], [1f]);
        tensors["text_model.encoder.layers.0.mlp.fc9.bias"] = WeightTensor.FromFloats([1], [1f]);
        IReadOnlyDictionary<string, long[]> expected = GoldenTensors.Load("models/vit_w64/openai/model.safetensors").ToDictionary(g => g.Key, g => g.Value.Shape);
        WeightMismatch mismatch = WeightSet.Import(tensors).Compare(expected);
        Assert.Equal(
            ["text_model.encoder.layers.0.mlp.fc9.bias", "text_model.encoder.layers.00.mlp.fc1.bias", "visual.proj (as named in the file)"], mismatch.Unexpected);
        Assert.Empty(mismatch.Missing);
        Assert.Empty(mismatch.Misshaped);
    }

    private static void RequireSame(IReadOnlyDictionary<string, WeightTensor> expected, IReadOnlyDictionary<string, WeightTensor> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, WeightTensor tensor) in expected)
        {
            Assert.Equal(tensor.Type, actual[name].Type);
            Assert.Equal(tensor.Shape.AsEnumerable(), actual[name].Shape);
            Assert.Equal(tensor.ToBytes(), actual[name].ToBytes());
        }
    }

    // Copies, so that the way back really splits, stacks and transposes instead of unwrapping.
    private static Dictionary<string, WeightTensor> Materialised(IReadOnlyDictionary<string, WeightTensor> tensors) =>
        tensors.ToDictionary(t => t.Key, t => WeightTensor.FromBytes(t.Value.Type, t.Value.Shape, t.Value.ToBytes()));
}
