using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Tests.Search;

/// <summary>A result of one hit.</summary>
internal static class SampleResult
{
    /// <summary>With these texts.</summary>
    public static SearchResult Of(string key, string? label, params string[] captions) => new()
    {
        Dataset = DatasetRef.Parse("emoji@2"),
        Model = ModelVersionId.Parse($"demo@{new string('a', 64)}"),
        ComparedCount = 7,
        Elapsed = TimeSpan.FromMilliseconds(3),
        Hits =
        [
            new SearchHit
            {
                Score = 0.25,
                Item = new ItemInfo
                {
                    Key = key,
                    Partition = PartitionId.Parse("emoji/1/0"),
                    Captions = [.. captions],
                    Label = label,
                    MediaType = "image/png",
                    Width = 1,
                    Height = 2,
                    ByteCount = 3,
                    Digest = "d",
                },
            },
        ],
    };
}
