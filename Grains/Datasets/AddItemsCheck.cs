using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets;

/// <summary>Whether a request to add items can be understood.</summary>
internal static class AddItemsCheck
{
    /// <summary>Returns if it can.</summary>
    /// <exception cref="GridException">Invalid: what is wrong.</exception>
    public static void Check(AddItemsRequest request)
    {
        IngestOptions options = request.Options;
        Require(request.Operation != default, "it has no operation id: make a new one for each ingest");
        Require(!string.IsNullOrWhiteSpace(request.Source.Location), "its source has no location: name a path, or what was sent");
        Require(Enum.IsDefined(request.Source.Format), $"the format {request.Source.Format} is unknown");
        Require(request.Source.Kind == SourceKind.Path && request.Source.Transfer is null || request.Source.Kind == SourceKind.Transfer && request.Source.Transfer is not null,
            "a source of kind Transfer, and only that, has a transfer");
        Require(request.Source.Kind != SourceKind.Path || Path.IsPathFullyQualified(request.Source.Location), $"the path {GridName.Shown(request.Source.Location)} is not absolute: write it from the root of the silo's machine");
        Range(options.MaxPartitionItems, 1, 100_000, nameof(options.MaxPartitionItems));
        Range(options.MaxPartitionBytes, 1L << 20, 4L << 30, nameof(options.MaxPartitionBytes));
        Range(options.MaxPictureBytes, 1, 64L << 20, nameof(options.MaxPictureBytes));
        Range(options.MaxPicturePixels, 1, 1L << 26, nameof(options.MaxPicturePixels));
        Range(options.MaxCaptionLength, 1, 100_000, nameof(options.MaxCaptionLength));
        Require(!options.LabelNames.IsDefault, "LabelNames is missing: leave it empty for none");
        Require(Enum.IsDefined(options.OnExisting), $"OnExisting {options.OnExisting} is unknown");
    }

    private static void Range(long value, long least, long most, string name) =>
        Require(value >= least && value <= most, $"{name} is {value:N0}: choose {least:N0} to {most:N0}");

    private static void Require(bool holds, string complaint)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, $"The items cannot be added: {complaint}.");
    }
}
