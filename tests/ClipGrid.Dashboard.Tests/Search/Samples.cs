using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Dashboard.Tests.Search;

internal static class Samples
{
    public static ModelVersionId Version(string name, char digit = '1') => new(ModelName.Parse(name), ModelDigest.Parse(new string(digit, 64)));

    public static ModelVersionInfo VersionInfo(ModelVersionId id, params string[] classes) => new()
    {
        Id = id, CreatedAt = DateTimeOffset.UnixEpoch, Architecture = "", EmbedDim = 2, ImageSize = 64, ContextLength = 8, VocabSize = 9,
        ParameterCount = 1, LogitScale = 1, ByteCount = 1, Lineage = new ModelLineage(), Classes = [.. classes],
    };

    public static ModelInfo Model(string name, params char[] digits) => new()
    {
        Name = ModelName.Parse(name),
        Versions = [.. digits.Select(digit => VersionInfo(Version(name, digit)))],
        Aliases = [new AliasInfo("latest", Version(name, digits[^1]), false)],
        History = [],
    };

    public static DatasetInfo Dataset(string name, int versionCount = 1) => new()
    {
        Name = DatasetName.Parse(name), Ingests = [], DeletedCount = 0,
        Versions = [.. Enumerable.Range(1, versionCount).Select(version => DatasetVersion(name, version))],
    };

    public static DatasetVersionInfo DatasetVersion(string name, int version = 1) => new()
    {
        Dataset = DatasetName.Parse(name), Version = version, Operation = OperationId.New(), Source = "", CreatedAt = DateTimeOffset.UnixEpoch,
        Partitions = [], ItemCount = 3, AddedCount = 3, RefusedCount = 0, Digest = "",
    };

    public static EmbeddingSetId Embedded(string dataset, int version, ModelVersionId model) => new(DatasetName.Parse(dataset), version, model);

    public static ItemInfo Item(string key, string? label = null, params string[] captions) => new()
    {
        Key = key, Label = label, Captions = [.. captions], Partition = new PartitionId(DatasetName.Parse("toys"), 1, 0), MediaType = "image/png",
        Width = 4, Height = 4, ByteCount = 9, Digest = new string('0', 64),
    };

    public static SearchHit Hit(string key, double score = 0.5, params string[] captions) => new() { Item = Item(key, null, captions), Score = score };

    public static SearchResult Result(params SearchHit[] hits) => new()
    {
        Hits = [.. hits], Dataset = DatasetRef.Parse("toys@1"), Model = Version("eye"), ComparedCount = 3, Elapsed = TimeSpan.FromMilliseconds(7),
    };
}
