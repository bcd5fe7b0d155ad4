using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Model.Classification;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Versions with a classifier.</summary>
public sealed class ModelHeadTests : IDisposable
{
    private readonly ModelBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Store_WithAHead_KeepsItAndItsClasses()
    {
        ClassifierHead head = SmallHead.Of(1);
        ModelVersionInfo info = await StoreAsync("m", head);
        ModelStore silo = _bench.NewSilo("elsewhere");

        Assert.Equal(head.Classes, info.Classes);
        Assert.Equal(head.Classes, (await silo.GetInfoAsync(info.Id, Token)).Classes);
        Assert.Equal(SmallHead.Numbers(head), SmallHead.Numbers((await silo.FindClassifierAsync(info.Id, Token))!));
        Assert.False(Directory.Exists(_bench.Folder.File($"elsewhere/{info.Id.Digest}")), "The whole model was fetched for its classifier.");
        Assert.Empty(Directory.EnumerateDirectories(_bench.Folder.File("elsewhere/tmp")));
        string folder = await silo.GetFolderAsync(info.Id, Token);
        Assert.Equal(SmallHead.Numbers(head), SmallHead.Numbers(ClassifierHead.Find(folder)!));
        Assert.Equal(info.ByteCount, Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length));
    }

    [Fact]
    public async Task Store_OtherHeadOrNone_IsAnotherVersion()
    {
        ModelVersionInfo one = await StoreAsync("one", SmallHead.Of(1)), same = await StoreAsync("same", SmallHead.Of(1));
        ModelVersionInfo weights = await StoreAsync("weights", SmallHead.Of(2)), names = await StoreAsync("names", SmallHead.Of(1, "cat", "dog", "cow"));
        ModelVersionInfo none = await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("none")), cancellationToken: Token);

        Assert.Equal(one.Id, same.Id);
        Assert.Equal(4, new[] { one.Id, weights.Id, names.Id, none.Id }.Distinct().Count());
        Assert.Empty(none.Classes);
        Assert.Null(await _bench.Store.FindClassifierAsync(none.Id, Token));
    }

    [Fact]
    public async Task Manifest_WithAHead_IsOfFormat2AndWithoutOneAsBefore()
    {
        JsonObject with = await ManifestAsync(await StoreAsync("m", SmallHead.Of(1)));
        JsonObject without = await ManifestAsync(await _bench.StoreAsync(SmallModel.Write(_bench.Folder.File("none")), cancellationToken: Token));

        Assert.Equal(2, with["formatVersion"]!.GetValue<int>());
        Assert.Equal(3, with["version"]!["classes"]!.AsArray().Count);
        // Exactly what the release before wrote, and reads.
        Assert.Equal(1, without["formatVersion"]!.GetValue<int>());
        Assert.False(without["version"]!.AsObject().ContainsKey("classes"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "formatVersion": 1 }""")]
    [InlineData("""{ "classes": [] }""")]
    [InlineData("""{ "classes": null }""")]
    public async Task GetInfo_ManifestWhoseClassesDoNotFit_IsCorrupt(string change)
    {
        ModelVersionInfo info = await StoreAsync("m", SmallHead.Of(1));
        JsonObject manifest = await ManifestAsync(info), changes = JsonNode.Parse(change)!.AsObject();
        foreach ((string member, JsonNode? value) in changes)
            (member == "classes" ? manifest["version"]!.AsObject() : manifest)[member] = value?.DeepClone();
        await _bench.Blobs.PutAsync(Name(info), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(manifest.ToJsonString()), BlobCondition.None, Token);

        if (changes.Count == 0)
            Assert.Equal(info.Classes, (await _bench.Store.GetInfoAsync(info.Id, Token)).Classes);
        else
            Assert.Equal(GridProblem.Corrupt, (await Assert.ThrowsAsync<GridException>(() => _bench.Store.GetInfoAsync(info.Id, Token))).Problem);
    }

    [Theory]
    [InlineData("classifier.safetensors")]
    [InlineData("classifier.json")]
    public async Task FindClassifier_DamagedBlob_NamesTheFileAndStoringAgainMends(string file)
    {
        ModelVersionInfo info = await StoreAsync("m", SmallHead.Of(1));
        await _bench.DamageAsync(info.Id, file);
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.Store.FindClassifierAsync(info.Id, Token));

        Assert.Equal(GridProblem.Corrupt, error.Problem);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        await _bench.StoreAsync(_bench.Folder.File("m"), cancellationToken: Token);
        Assert.NotNull(await _bench.Store.FindClassifierAsync(info.Id, Token));
    }

    [Theory]
    [InlineData("classifier.safetensors")]
    [InlineData("classifier.json")]
    public async Task Store_HalfAHead_IsRefusedAndLeavesNothing(string missing)
    {
        string folder = SmallHead.Write(_bench.Folder.File("m"), SmallHead.Of(1));
        File.Delete(Path.Combine(folder, missing));
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.StoreAsync(folder, cancellationToken: Token));

        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.Empty(await _bench.Blobs.NamesAsync());
    }

    [Fact]
    public async Task Store_HeadOfAnotherModelOrWithTooManyWords_IsRefused()
    {
        string other = SmallHead.Write(_bench.Folder.File("other"), ClassifierHead.Zeros(["a", "b"], SmallModel.Vit.EmbedDim + 1));
        string wordy = SmallHead.Write(_bench.Folder.File("wordy"), ClassifierHead.Zeros([new string('x', 100_001)], SmallModel.Vit.EmbedDim));

        Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => _bench.StoreAsync(other, cancellationToken: Token))).Problem);
        GridException error = await Assert.ThrowsAsync<GridException>(() => _bench.StoreAsync(wordy, cancellationToken: Token));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains("100,001 characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listed_ManyVersionsWithManyClasses_TheNewestKeepThem()
    {
        ModelVersionInfo one = await StoreAsync("m", SmallHead.Of(1));
        ModelVersionInfo wide = one with { Classes = [.. Enumerable.Range(0, 1000).Select(i => $"{i:D40}")] };

        Assert.Equal([0, 1000, 1000], ModelVersions.Listed([wide, wide, wide]).Select(version => version.Classes.Length));
        Assert.Equal([3, 3], ModelVersions.Listed([one, one]).Select(version => version.Classes.Length));
    }

    private Task<ModelVersionInfo> StoreAsync(string folder, ClassifierHead head) => _bench.StoreAsync(SmallHead.Write(_bench.Folder.File(folder), head), cancellationToken: Token);

    private async Task<JsonObject> ManifestAsync(ModelVersionInfo info) => JsonNode.Parse(await _bench.Blobs.GetAsync(Name(info), null, Token))!.AsObject();

    private static string Name(ModelVersionInfo info) => $"models/demo/{info.Id.Digest}/manifest.json";
}
