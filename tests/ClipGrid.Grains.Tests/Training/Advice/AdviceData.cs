using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Advice;
using ClipGrid.Grains.Training.Data;

namespace ClipGrid.Grains.Tests.Training.Advice;

/// <summary>Data sets and models as the advice sees them.</summary>
internal static class AdviceData
{
    public static DataFacts Labelled(int labelCount, int perLabel, int side = 300, string? sidedWord = null) => new()
    {
        Dataset = DatasetRef.Parse("pets@3"),
        ItemCount = (long)labelCount * perLabel,
        LabelCounts = Enumerable.Range(0, labelCount).ToImmutableSortedDictionary(i => Label(i), _ => (long)perLabel, StringComparer.Ordinal),
        CaptionedCount = 0,
        CaptionCount = 0,
        SidedWord = sidedWord,
        TypicalSide = side,
        Items = labelCount * perLabel > 2000 ? [] : [.. Enumerable.Range(0, labelCount * perLabel).Select(i => Item(i, Label(i % labelCount)))],
    };

    public static DataFacts Captioned(long itemCount, int captionsEach = 1, int side = 300, string? sidedWord = null) => new()
    {
        Dataset = DatasetRef.Parse("pets@3"),
        ItemCount = itemCount,
        LabelCounts = ImmutableSortedDictionary<string, long>.Empty,
        CaptionedCount = itemCount,
        CaptionCount = itemCount * captionsEach,
        SidedWord = sidedWord,
        TypicalSide = side,
        Items = itemCount > 2000 ? [] : [.. Enumerable.Range(0, (int)itemCount).Select(i => Item(i, null))],
    };

    public static BaseModel Model(bool isTransformer = true, long parameterCount = 151_000_000, double logitScale = 100) => new(new ModelVersionInfo
    {
        Id = new ModelVersionId(ModelName.Parse("vit-b-32"), ModelDigest.Parse(new string('a', 64))),
        CreatedAt = default,
        Architecture = isTransformer ? "ViT 224/32, width 768, 12 layers" : "ResNet 224, width 64, stages 3-4-6-3",
        EmbedDim = 512,
        ImageSize = 224,
        ContextLength = 77,
        VocabSize = 49408,
        ParameterCount = parameterCount,
        LogitScale = logitScale,
        ByteCount = 1,
        Lineage = new ModelLineage(),
    });

    public static SessionDraft Draft(TrainingGoal goal, DataFacts data, BaseModel? start = null) => SessionAdvisor.Draft(
        new SuggestionRequest { Dataset = data.Dataset, Goal = goal, Base = start?.Ref, Publish = ModelName.Parse("mine") }, data, start);

    private static string Label(int number) => string.Create(CultureInfo.InvariantCulture, $"kind {number:D4}");

    private static ChosenItem Item(int number, string? label) =>
        new(number, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"picture {number}"))), 100, label is null ? 1 : 0, label);
}
