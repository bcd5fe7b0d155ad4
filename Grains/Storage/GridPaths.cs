using System.Globalization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Grains.Storage;

/// <summary>Where everything lies in the blob store. Names that end with '/' are prefixes.</summary>
internal static class GridPaths
{
    /// <summary>What was asked for on a day, in UTC.</summary>
    public static string Audit(DateOnly day) => Invariant($"audit/{day:yyyy-MM-dd}/");

    /// <summary>By what silos know each other.</summary>
    public const string ClusterSecret = "access/cluster-secret";

    /// <summary>All of a data set but its embeddings.</summary>
    public static string Dataset(DatasetName name) => $"datasets/{name}/";

    /// <summary>All of a data set version.</summary>
    public static string DatasetVersion(DatasetName name, int version) => Invariant($"datasets/{name}/{version}/");

    /// <summary>The manifest of a data set version.</summary>
    public static string DatasetManifest(DatasetName name, int version) => DatasetVersion(name, version) + "manifest.json";

    /// <summary>The samples that the ingest of a version refused, one JSON object a line.</summary>
    public static string Refused(DatasetName name, int version, int number) => Invariant($"datasets/{name}/{version}/refused/{number:D6}.jsonl");

    /// <summary>A partition's pictures and captions, a WebDataset shard.</summary>
    public static string Shard(PartitionId id) => Invariant($"datasets/{id.Dataset}/{id.Version}/shards/{id.Number:D6}.tar");

    /// <summary>What is in a partition's shard, and where.</summary>
    public static string ShardIndex(PartitionId id) => Invariant($"datasets/{id.Dataset}/{id.Version}/shards/{id.Number:D6}.index");

    /// <summary>All embeddings of a data set.</summary>
    public static string Embeddings(DatasetName name) => $"embeddings/{name}/";

    /// <summary>A partition's embeddings under a model.</summary>
    public static string Embeddings(PartitionId id, ModelDigest model) => Invariant($"embeddings/{id.Dataset}/{id.Version}/{model}/{id.Number:D6}/");

    /// <summary>All of a model.</summary>
    public static string Model(ModelName name) => $"models/{name}/";

    /// <summary>The files of a model version, and its manifest.</summary>
    public static string ModelVersion(ModelVersionId id) => $"models/{id.Name}/{id.Digest}/";

    /// <summary>All of a session.</summary>
    public static string Session(SessionId id) => $"sessions/{id}/";

    /// <summary>All transfers.</summary>
    public const string Transfers = "transfers/";

    /// <summary>Which items a session trains on.</summary>
    public static string SessionPlan(SessionId id) => Session(id) + "plan.json";

    /// <summary>The vocabulary that a session learned.</summary>
    public static string SessionVocabulary(SessionId id) => Session(id) + "vocabulary/";

    /// <summary>Who trains a session, and its newest checkpoints.</summary>
    public static string SessionHead(SessionId id) => Session(id) + "head.json";

    /// <summary>A session's models while they are evaluated.</summary>
    public static string SessionCandidates(SessionId id) => Session(id) + "candidates/";

    /// <summary>What a linear probe learns from.</summary>
    public static string SessionEmbeddings(SessionId id) => Session(id) + "embeddings.safetensors";

    /// <summary>All checkpoints of a session.</summary>
    public static string SessionCheckpoints(SessionId id) => Session(id) + "checkpoints/";

    /// <summary>A session's metrics, in chunks named by their first step and by who wrote them.</summary>
    public static string SessionMetrics(SessionId id) => Session(id) + "metrics/";

    /// <summary>Summaries of a session's metrics.</summary>
    public static string SessionMetricSummaries(SessionId id) => Session(id) + "summaries/";

    /// <summary>The summary of a range of a session's metrics.</summary>
    public static string SessionMetricSummary(SessionId id, long number) => SessionMetricSummaries(id) + Invariant($"{number:D6}.bin");

    /// <summary>A session's events, in chunks.</summary>
    public static string SessionEvents(SessionId id) => Session(id) + "events/";

    /// <summary>A chunk of a session's events.</summary>
    public static string SessionEvents(SessionId id, long firstNumber) => SessionEvents(id) + Invariant($"{firstNumber:D8}.json");

    /// <summary>A transfer's pieces.</summary>
    public static string Transfer(TransferId id) => $"transfers/{id}/";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
