using System.Text.Json.Nodes;
using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Folders that are no complete sound model: a sentence, and nothing of them anywhere.</summary>
[Collection<Alone>]
public sealed class ModelStoreHostileTests : IDisposable
{
    private readonly ModelBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> BadFiles =>
    [
        "bad_four_bytes", "bad_header_length_huge", "bad_header_longer_than_file", "bad_trailing_bytes", "bad_empty_file", "bad_overlap", "bad_truncated_data",
        "bad_header_is_array", "bad_shape_overflow", "bad_unknown_dtype", "bad_hole", "bad_negative_offset", "bad_not_json", "bad_shape_mismatch", "all_dtypes",
    ];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(BadFiles))]
    [Trait("Check", "45-60")]
    public Task Store_BrokenWeightsFile_IsRefusedWhole(string name) =>
        RefusedAsync(folder => File.Copy(Reference.Golden($"formats/{name}.safetensors"), Weights(folder), overwrite: true), null);

    [Fact]
    [Trait("Check", "45-60")]
    public Task Store_PickleAsWeights_IsRefused() => RefusedAsync(folder => File.WriteAllBytes(Weights(folder), [0x80, 2, (byte)'c', .. "os\nsystem\n"u8]), "model.safetensors");

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [Trait("Check", "45-60")]
    public Task Store_TruncatedWeights_IsRefused(int missing) => RefusedAsync(
        folder =>
        {
            using FileStream file = File.OpenWrite(Weights(folder));
            file.SetLength(file.Length - missing);
        },
        "model.safetensors");

    [Fact]
    [Trait("Check", "45-60")]
    public Task Store_MissingTensor_IsNamed() => RefusedAsync(folder => Rewrite(folder, tensors => tensors.Remove("visual.ln_post.weight")), "visual.ln_post.weight");

    [Fact]
    [Trait("Check", "45-60")]
    public Task Store_ExtraTensor_IsNamed() => RefusedAsync(folder => Rewrite(folder, tensors => tensors["visual.more"] = WeightTensor.FromFloats([1], [1f])), "visual.more");

    [Fact]
    [Trait("Check", "45-60")]
    public Task Store_TensorOfAnotherShape_IsNamed() => RefusedAsync(folder => Rewrite(folder, tensors => tensors["visual.ln_post.weight"] = WeightTensor.FromFloats([2], [1f, 2f])), "visual.ln_post.weight");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [Trait("Check", "45-60")]
    public Task Store_WeightThatIsNoNumber_IsNamed(float value) => RefusedAsync(
        folder => Rewrite(folder, tensors => tensors["visual.ln_post.weight"] = WeightTensor.FromFloats([32], [.. Enumerable.Repeat(1f, 31), value])),
        "visual.ln_post.weight");

    [Theory]
    [InlineData("hidden_size", 64)]
    [InlineData("num_hidden_layers", 3)]
    [Trait("Check", "45-60")]
    public Task Store_ConfigurationOfAnotherModel_IsRefused(string member, int value) => RefusedAsync(folder => Configure(folder, member, value), null);

    [Fact]
    [Trait("Check", "45-60")]
    public async Task Store_ConfigurationOfAGiant_TakesNoMemory()
    {
        long before = System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64;
        await RefusedAsync(
            folder =>
            {
                Configure(folder, "hidden_size", 65_536);
                Configure(folder, "num_hidden_layers", 1000);
            },
            "numbers");
        Assert.InRange(System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64, 0, before + (256L << 20));
    }

    [Fact]
    public Task Store_NoVocabulary_SaysWhichFilesItLooksFor() => RefusedAsync(folder => File.Delete(Path.Combine(folder, "vocab.json")), "vocab.json");

    [Fact]
    public Task Store_BrokenVocabulary_IsRefused() => RefusedAsync(folder => File.AppendAllText(Path.Combine(folder, "merges.txt"), "neither nor\n"), "merges.txt");

    [Fact]
    public Task Store_NoSuchFolder_NamesIt() => RefusedAsync(folder => Directory.Delete(folder, recursive: true), "no such folder");

    [Fact]
    public Task Store_EmptyFolder_IsRefused() => RefusedAsync(
        folder =>
        {
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        },
        null);

    private async Task RefusedAsync(Action<string> spoil, string? named)
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        spoil(folder);
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.StoreAsync(folder, cancellationToken: Token));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains(named ?? folder, error.Message, StringComparison.Ordinal);
        Assert.Empty(await _bench.Blobs.NamesAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_bench.Folder.File("cache/tmp")));
        Assert.Equal(["tmp"], Directory.EnumerateFileSystemEntries(_bench.Folder.File("cache")).Select(Path.GetFileName));
    }

    private static string Weights(string folder) => Path.Combine(folder, "model.safetensors");

    // In OpenAI's names, which are the canonical ones.
    private static void Rewrite(string folder, Action<Dictionary<string, WeightTensor>> change)
    {
        Directory.Delete(folder, recursive: true);
        SmallModel.Write(folder, layout: CheckpointLayout.OpenAi);
        using ClipModel model = SmallModel.Build();
        Dictionary<string, WeightTensor> tensors = new(model.Network.ToWeights().Tensors);
        change(tensors);
        SafetensorsWriter.Write(Weights(folder), tensors);
    }

    private static void Configure(string folder, string member, int value)
    {
        string path = Path.Combine(folder, "config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config["vision_config"]![member] = value;
        File.WriteAllText(path, config.ToJsonString());
    }
}
