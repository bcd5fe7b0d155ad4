using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Checkpoints;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>Parts that are not what was written.</summary>
public sealed class CheckpointDamageTests(CheckpointFixture checkpoints) : IClassFixture<CheckpointFixture>
{
    private const string Weights = "weights.safetensors", Moments = "optimizer.safetensors", Manifest = "trainer.json";
    private static readonly SessionId s_id = SessionId.Parse("one");
    private readonly MemoryBlobStore _blobs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Trait("Check", "F6")]
    [InlineData(Weights, "flip")]
    [InlineData(Moments, "flip")]
    [InlineData(Manifest, "flip")]
    [InlineData(Weights, "cut")]
    [InlineData(Manifest, "cut")]
    [InlineData(Moments, "swap")]
    [InlineData(Weights, "older")]
    [InlineData(Moments, "gone")]
    public async Task LoadAsync_NewestDamaged_TakesTheOneBeforeAndSaysSo(string part, string damage)
    {
        StoredCheckpoint newest = await StoreTwoAsync();
        await DamageAsync(newest.Prefix, part, damage);
        CheckpointStore store = await TakeAsync();
        LoadedCheckpoint loaded = await store.LoadAsync(checkpoints.NewFolder(), null, Cancellation);
        Assert.True(checkpoints.IsThatOf(loaded.Checkpoint!, 8));
        string sentence = Assert.Single(loaded.Skipped);
        Assert.StartsWith("The checkpoint of step 16 cannot be used, so an earlier one is: ", sentence, StringComparison.Ordinal);
        Assert.Contains(part, sentence, StringComparison.Ordinal);
        Assert.Equal(8, store.Newest!.Step);
        // It goes when there is a new one, and not before.
        Assert.Equal([16L, 8], (await CheckpointCatalog.ReadAsync(s_id, _blobs, Cancellation)).Select(one => one.Step));
        await checkpoints.SaveAsync(store, 24);
        Assert.Equal([24L, 8], (await CheckpointCatalog.ReadAsync(s_id, _blobs, Cancellation)).Select(one => one.Step));
    }

    [Fact, Trait("Check", "F6")]
    public async Task LoadAsync_WithoutDigests_WouldLoadWhatWasNeverWritten()
    {
        StoredCheckpoint newest = await StoreTwoAsync();
        await DamageAsync(newest.Prefix, Weights, "flip");
        // The control: digests that hold for whatever is there.
        JsonNode manifest = JsonNode.Parse(_blobs.Find(newest.Prefix + Manifest)!)!;
        foreach (JsonNode? one in manifest["Parts"]!.AsArray())
            one!["Sha256"] = Convert.ToHexString(SHA256.HashData(_blobs.Find(newest.Prefix + (string)one["File"]!)!));
        await _blobs.PutAsync(newest.Prefix + Manifest, JsonSerializer.SerializeToUtf8Bytes(manifest), BlobCondition.None, Cancellation);
        SessionHead head = await CheckpointChecker.HeadAsync(_blobs, s_id, Cancellation);
        ImmutableArray<StoredPart> parts = [.. newest.Parts.Select(one => one with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(_blobs.Find(newest.Prefix + one.Name)!)) })];
        head = head with { Checkpoints = [newest with { Parts = parts }, head.Checkpoints[1]] };
        await _blobs.PutAsync(GridPaths.SessionHead(s_id), JsonSerializer.SerializeToUtf8Bytes(head), BlobCondition.None, Cancellation);
        LoadedCheckpoint loaded = await (await TakeAsync()).LoadAsync(checkpoints.NewFolder(), null, Cancellation);
        Assert.Equal(16, loaded.Checkpoint!.State.StepCount);
        Assert.False(checkpoints.IsThatOf(loaded.Checkpoint, 16));
    }

    [Fact, Trait("Check", "F6")]
    public async Task LoadAsync_NoneCanBeRead_SaysWhyOfEach()
    {
        StoredCheckpoint newest = await StoreTwoAsync();
        await DamageAsync(newest.Prefix, Weights, "flip");
        await DamageAsync((await CheckpointChecker.HeadAsync(_blobs, s_id, Cancellation)).Checkpoints[1].Prefix, Moments, "gone");
        CheckpointStore store = await TakeAsync();
        GridException error = await Assert.ThrowsAsync<GridException>(() => store.LoadAsync(checkpoints.NewFolder(), null, Cancellation));
        Assert.Equal(GridProblem.Corrupt, error.Problem);
        Assert.Contains("step 16", error.Message, StringComparison.Ordinal);
        Assert.Contains("step 8", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, store.List().Length);
    }

    [Fact, Trait("Check", "F6")]
    public async Task LoadAsync_OneReadIsWrong_ReadsAgain()
    {
        await StoreTwoAsync();
        CheckpointStore store = new(s_id, new OnceWrongBlobStore(_blobs));
        await store.TakeAsync(Cancellation);
        LoadedCheckpoint loaded = await store.LoadAsync(checkpoints.NewFolder(), null, Cancellation);
        Assert.Empty(loaded.Skipped);
        Assert.True(checkpoints.IsThatOf(loaded.Checkpoint!, 16));
    }

    [Fact, Trait("Check", "F6")]
    public async Task CopyFromAsync_OfADamagedPart_IsRefusedAndCountsNothing()
    {
        StoredCheckpoint newest = await StoreTwoAsync();
        await DamageAsync(newest.Prefix, Weights, "flip");
        CheckpointStore fork = new(SessionId.Parse("fork"), _blobs);
        await fork.TakeAsync(Cancellation);
        Assert.Equal(GridProblem.Corrupt, (await Assert.ThrowsAsync<GridException>(() => fork.CopyFromAsync(new CheckpointRef(s_id, 16), Cancellation))).Problem);
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => fork.CopyFromAsync(new CheckpointRef(s_id, 12), Cancellation))).Problem);
        Assert.Empty(fork.List());
        await fork.CopyFromAsync(new CheckpointRef(s_id, 8), Cancellation);
        await fork.CollectAsync(Cancellation);
        Assert.True(checkpoints.IsThatOf((await fork.LoadAsync(checkpoints.NewFolder(), null, Cancellation)).Checkpoint!, 8));
        Assert.Empty(await CheckpointChecker.FindOrphansAsync(_blobs, SessionId.Parse("fork"), Cancellation));
    }

    private async Task<StoredCheckpoint> StoreTwoAsync()
    {
        CheckpointStore store = await TakeAsync();
        await checkpoints.SaveAsync(store, 8);
        await checkpoints.SaveAsync(store, 16);
        return store.Newest!;
    }

    private async Task<CheckpointStore> TakeAsync()
    {
        CheckpointStore store = new(s_id, _blobs);
        await store.TakeAsync(Cancellation);
        return store;
    }

    private async Task DamageAsync(string prefix, string part, string damage)
    {
        byte[] bytes = [.. _blobs.Find(prefix + part)!];
        switch (damage)
        {
            case "flip":
                bytes[^100] ^= 1;
                break;
            case "cut":
                bytes = bytes[..^1];
                break;
            case "swap":
                byte[] other = _blobs.Find(prefix + Weights)!;
                await _blobs.PutAsync(prefix + Weights, bytes, BlobCondition.None, Cancellation);
                bytes = other;
                break;
            case "older":
                bytes = await File.ReadAllBytesAsync(Path.Combine(checkpoints.Folder(8), part), Cancellation);
                break;
            default:
                await _blobs.DeleteAsync(prefix + part, BlobCondition.None, Cancellation);
                return;
        }
        await _blobs.PutAsync(prefix + part, bytes, BlobCondition.None, Cancellation);
    }

    /// <summary>The first read of a part is not what is stored.</summary>
    private sealed class OnceWrongBlobStore(IBlobStore store) : WrappedBlobStore(store)
    {
        private bool _wasWrong;

        public override async Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
        {
            BlobContent right = await Inner.OpenAsync(name, range, cancellationToken);
            if (_wasWrong || !name.EndsWith(Weights, StringComparison.Ordinal))
                return right;
            _wasWrong = true;
            await right.DisposeAsync();
            return new BlobContent(right.Info, new MemoryStream([1, 2, 3]));
        }
    }
}
