using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Training.Data;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>What decides how a data set version can be trained on.</summary>
internal sealed record DataFacts
{
    /// <summary>The version.</summary>
    public required DatasetRef Dataset { get; init; }

    /// <summary>Items with a caption or a label.</summary>
    public required long ItemCount { get; init; }

    /// <summary>Labels with the number of their items.</summary>
    public required ImmutableSortedDictionary<string, long> LabelCounts { get; init; }

    /// <summary>Items with at least one caption.</summary>
    public required long CaptionedCount { get; init; }

    /// <summary>Captions of all items.</summary>
    public required long CaptionCount { get; init; }

    /// <summary>A word of a caption or label that a mirrored picture would belie, or null.</summary>
    public required string? SidedWord { get; init; }

    /// <summary>The pictures' longer side in pixels: half of them have a longer one.</summary>
    public required int TypicalSide { get; init; }

    /// <summary>The items themselves where they are few; empty where they are many.</summary>
    public ImmutableArray<ChosenItem> Items { get; init; } = [];

    /// <summary>Items with a label.</summary>
    public long LabelledCount => LabelCounts.Values.Sum();

    /// <summary>Half of the labels have more pictures than this.</summary>
    public long PicturesPerLabel => LabelCounts.IsEmpty ? 0 : LabelCounts.Values.Order().ElementAt(LabelCounts.Count / 2);

    /// <summary>Whether nothing but labels is known of the pictures.</summary>
    public bool HasLabelsOnly => CaptionedCount == 0 && LabelledCount > 0;
}
