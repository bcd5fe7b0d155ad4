using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Access.Audit;
using ClipGrid.Grains.Cluster.Members;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Datasets.Shards;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.GrainStates;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Grains.Training.Events;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.Grains.Transfers;

namespace ClipGrid.Grains.Tests.Storage.Formats;

/// <summary>Everything that is stored with a format, and how it is read.</summary>
internal static class StoredKinds
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StoredKind> All { get; } =
    [
        new(@"datasets/\w+/\d+/manifest\.json", "formatVersion", (store, name) => new ManifestStore(store).GetAsync(DatasetName.Parse(Part(name, 1)), Number(name, 2), default)),
        new(@"datasets/\w+/\d+/shards/\d+\.index", "formatVersion", Bytes((bytes, name) => ShardIndex.Read(new PartitionId(DatasetName.Parse(Part(name, 1)), Number(name, 2), (int)Stem(name)), bytes, name))),
        new(@"embeddings/\w+/\d+/\w+/\d+/manifest\.json", "formatVersion", Bytes((bytes, name) => VectorManifest.Read(bytes, name))),
        new(@"models/\w+/\w+/manifest\.json", "formatVersion", Bytes((bytes, name) => ModelManifestJson.Read(bytes, new ModelVersionId(ModelName.Parse(Part(name, 1)), ModelDigest.Parse(Part(name, 2)))))),
        new(@"sessions/\w+/head\.json", "Format", (store, name) => CheckpointCatalog.ReadAsync(SessionId.Parse(Part(name, 1)), store, default)),
        new(@"sessions/\w+/plan\.json", "Format", (store, name) => store.FindJsonAsync<SessionPlan>(name, SessionPlan.CurrentFormat, default)),
        new(@"sessions/\w+/events/\d+\.json", "Format", (store, name) => new StoredEvents(SessionId.Parse(Part(name, 1)), store).FindAsync(Stem(name), default)),
        new(@"sessions/\w+/metrics/.*\.bin", null, Bytes((bytes, name) => MetricChunkFormat.Read(name, bytes))),
        new(@"sessions/\w+/checkpoints/.*/trainer\.json", "Format", ReadCheckpointAsync),
        new(@"grains/.*", "format", Bytes((bytes, name) => GrainStateJson.Read<JsonObject>(bytes, name))),
        new(@"audit/.*\.json", "format", (store, _) => new AuditLog(store).ReadAsync(Day, null, 10, default)),
        new(@"transfers/\w+/state\.json", "formatVersion", (store, name) => new TransferBlobs(store, TransferId.Parse(Part(name, 1))).FindStateAsync(default)),
        new(@"cluster/silos\.json", "Format", (store, _) => MemberNote.FindAsync(store, default)),
    ];

    /// <summary>What has the format of others, is read only by way of a manifest that has one, or is made anew where it cannot be read.</summary>
    public static IReadOnlyList<string> Others { get; } =
    [
        @"datasets/\w+/\d+/shards/\d+\.tar", @"datasets/\w+/\d+/refused/\d+\.jsonl", @"embeddings/.*\.safetensors", @"models/\w+/\w+/files/.*",
        @"sessions/\w+/vocabulary/.*", @"sessions/\w+/embeddings\.safetensors", @"sessions/\w+/checkpoints/.*\.safetensors",
        @"sessions/\w+/summaries/.*\.bin",
    ];

    /// <summary>Adds what the stored release had not: blobs of this release alone, and those that are there for a moment only.</summary>
    public static async Task AddLaterOnesAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        AuditEntry entry = new() { At = Day.ToDateTime(default, DateTimeKind.Utc), Caller = "ann", Action = "delete the data set", Subject = "shapes" };
        await new AuditLog(store).WriteAsync(entry, cancellationToken);
        await new TransferBlobs(store, TransferId.Parse("t1")).PutStateAsync(entry.At, isComplete: true, cancellationToken);
        await new MemberNote { Silos = ["127.0.0.1:11111"] }.PutAsync(store, cancellationToken);
    }

    private static Func<IBlobStore, string, Task> Bytes(Action<byte[], string> read) => async (store, name) => read(await store.GetAsync(name, null, default), name);

    // The head names the digest of the manifest: a newer release would have written both.
    private static async Task ReadCheckpointAsync(IBlobStore store, string name)
    {
        SessionId id = SessionId.Parse(Part(name, 1));
        byte[] head = await store.GetAsync(GridPaths.SessionHead(id), null, default);
        JsonNode json = JsonNode.Parse(head)!;
        byte[] manifest = await store.GetAsync(name, null, default);
        foreach (JsonNode? part in json["Checkpoints"]!.AsArray().Where(one => name.StartsWith((string)one!["Prefix"]!, StringComparison.Ordinal)).SelectMany(one => one!["Parts"]!.AsArray()))
            if ((string)part!["Name"]! == "trainer.json")
                (part["Sha256"], part["Length"]) = (Convert.ToHexStringLower(SHA256.HashData(manifest)), manifest.Length);
        await store.PutAsync(GridPaths.SessionHead(id), Encoding.UTF8.GetBytes(json.ToJsonString()), BlobCondition.None, default);
        CheckpointStore checkpoints = new(id, store);
        await checkpoints.TakeAsync(default);
        using TemporaryFolder local = new();
        await checkpoints.LoadStepAsync(long.Parse(Part(name, 3).Split('-')[0], CultureInfo.InvariantCulture), local.File("checkpoint"), default);
    }

    private static string Part(string name, int index) => name.Split('/')[index];

    // 000001 of 000001.index
    private static long Stem(string name) => long.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture);

    private static int Number(string name, int index) => int.Parse(Part(name, index), CultureInfo.InvariantCulture);
}
