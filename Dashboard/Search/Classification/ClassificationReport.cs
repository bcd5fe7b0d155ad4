using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>How far a classification of a data set is and what it says by now; it does not change any more.</summary>
internal sealed record ClassificationReport
{
    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Message { get; init; }

    /// <summary>The data set version, once it is known.</summary>
    public DatasetRef? Dataset { get; init; }

    /// <summary>The model version, once it is known.</summary>
    public ModelVersionId? Model { get; init; }

    /// <summary>The classes, once they are known.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Items that were looked at.</summary>
    public long SeenCount { get; init; }

    /// <summary>Items of the version.</summary>
    public long TotalCount { get; init; }

    /// <summary>Items without a label.</summary>
    public long UnlabelledCount { get; init; }

    /// <summary>Items with a label that is none of the classes.</summary>
    public long OtherLabelCount { get; init; }

    /// <summary>Items whose picture could not be classified.</summary>
    public long FailedCount { get; init; }

    /// <summary>What was judged, in the order of the version.</summary>
    public ImmutableList<JudgedItem> Items { get; init; } = [];

    /// <summary>Which classes were taken for which.</summary>
    public ConfusionMatrix Matrix()
    {
        ConfusionMatrix matrix = new(Classes.Length);
        foreach (JudgedItem item in Items)
            matrix.Add(item.Actual, item.Predicted);
        return matrix;
    }
}
