using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>The formats of data sets in words.</summary>
internal static class FormatWords
{
    /// <summary>A format.</summary>
    public static string Of(DatasetFormat format) => format switch
    {
        DatasetFormat.Auto => "Found by itself",
        DatasetFormat.WebDataset => "Tar shards (WebDataset)",
        DatasetFormat.Idx => "idx files (MNIST)",
        DatasetFormat.Csv => "Table, comma-separated (CSV)",
        DatasetFormat.Tsv => "Table, with tabs (TSV)",
        DatasetFormat.Jsonl => "JSON lines (JSONL)",
        DatasetFormat.ClassFolders => "A folder for each class",
        _ => format.ToString(),
    };

    /// <summary>Why samples were refused.</summary>
    public static string Of(RefusalReason reason) => reason switch
    {
        RefusalReason.Undecodable => "Picture cannot be decoded",
        RefusalReason.UnsupportedFormat => "Picture format is not read",
        RefusalReason.TooLarge => "Larger than a limit",
        RefusalReason.NoCaption => "Neither caption nor label",
        RefusalReason.NoPicture => "No picture",
        RefusalReason.UnsafePath => "Path leaves the source",
        RefusalReason.DuplicateKey => "Key is taken",
        RefusalReason.InvalidKey => "Key cannot be used",
        RefusalReason.Malformed => "Text is malformed",
        RefusalReason.DamagedSource => "Source is damaged",
        _ => reason.ToString(),
    };
}
