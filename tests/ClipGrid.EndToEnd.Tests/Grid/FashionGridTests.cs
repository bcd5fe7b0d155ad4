using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Grid;

/// <summary>Fashion-MNIST's idx files through a grid: labels become captions, and classes are told from texts.</summary>
[Trait("Speed", "Slow")]
public sealed class FashionGridTests
{
    private static readonly ImmutableArray<string> s_classes = ["t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classify_PicturesOfAnotherPart_NamesMostOfThem()
    {
        string source = Reference.Data("fashion-mnist");
        using TemporaryFolder folder = new();
        using GridProcess grid = await GridProcess.StartAsync(folder.FullName, Cancel);
        await using ClipGridClient client = await GridClient.ConnectAsync(grid);
        AddDatasetRequest request = new() { Name = DatasetName.Parse("fashion"), Paths = [source], Format = DatasetFormat.Idx, Options = new IngestOptions { Split = "t10k", LabelNames = s_classes } };

        IngestStatus added = await client.Datasets.AddFromSiloAsync(request, cancellationToken: Cancel);
        Assert.Equal((10_000, 0), (added.ItemCount, added.RefusedCount));
        Assert.Equal(Enumerable.Repeat(1000L, 10), (await client.Datasets.GetVersionAsync(DatasetRef.Parse("fashion"), Cancel)).LabelCounts.Values);
        ItemFilter train = new NotFilter(new InFilter("key", [.. Keys().Select(key => new MetadataValue(key))]));
        SessionSpecification specification = SmallRecipe.Specification(DatasetRef.Parse("fashion"), ModelName.Parse("fashion"), stepCount: 120);
        ModelVersionId model = await client.TrainAsync(specification with { Filter = train, SparesSameLabel = true, LearningRate = 1e-3 });

        ItemInfo[] held = await Task.WhenAll(Keys().Select(key => client.Datasets.GetItemAsync(DatasetRef.Parse("fashion"), key, Cancel)));
        ClassifyResult classified = await client.Search.ClassifyAsync(
            new ClassifyRequest
            {
                Model = new ModelRef(model.Name),
                Pictures = [.. held.Select(item => new PictureInput { Dataset = DatasetRef.Parse("fashion"), ItemKey = item.Key })],
                Classes = s_classes,
                Top = 1,
            },
            Cancel);

        int right = held.Zip(classified.Pictures).Count(pair => pair.First.Label == pair.Second.Classes[0].Class);
        // One in ten by chance.
        Assert.InRange(right, held.Length / 2, held.Length);
    }

    private static IEnumerable<string> Keys() => Enumerable.Range(1, 200).Select(number => $"t10k-{number:D6}");
}
