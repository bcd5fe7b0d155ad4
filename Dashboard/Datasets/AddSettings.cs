using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>What shall become of pictures that are added.</summary>
internal sealed record AddSettings
{
    private const int MostLabelNames = 10_000;
    private const int LongestLabelName = 200;

    /// <summary>The pairs of idx files that can be asked for.</summary>
    public static ImmutableArray<string> Splits { get; } = ["train", "t10k"];

    /// <summary>The data set that they become the next version of.</summary>
    public required DatasetName Name { get; init; }

    /// <summary>How they lie.</summary>
    public DatasetFormat Format { get; init; }

    /// <summary>What becomes of keys that the data set has already.</summary>
    public OnExisting OnExisting { get; init; }

    /// <summary>Names of numbered labels: number i has the i-th.</summary>
    public ImmutableArray<string> LabelNames { get; init; } = [];

    /// <summary>Which pair of idx files; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>The same for the grid.</summary>
    /// <exception cref="GridException">Invalid: one of them.</exception>
    public IngestOptions ToOptions()
    {
        if (!Enum.IsDefined(Format) || !Enum.IsDefined(OnExisting))
            throw new GridException(GridProblem.Invalid, "The format, or what becomes of keys that are there already, is none of those on offer.");
        if (Split is not null && !Splits.Contains(Split))
            throw new GridException(GridProblem.Invalid, $"There is no split of that name: choose {string.Join(" or ", Splits)}, or all.");
        if (LabelNames.Length > MostLabelNames || LabelNames.Any(name => string.IsNullOrWhiteSpace(name) || name.Length > LongestLabelName))
            throw new GridException(GridProblem.Invalid, $"Names of labels are at most {MostLabelNames:N0} lines of 1 to {LongestLabelName} characters.");
        return new IngestOptions { OnExisting = OnExisting, LabelNames = LabelNames, Split = Split };
    }
}
