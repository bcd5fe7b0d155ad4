namespace ClipGrid.Contracts.Datasets;

/// <summary>How the pictures of a source and what is said of them lie.</summary>
public enum DatasetFormat
{
    /// <summary>Decided by what is there; the ways are tried in the order below.</summary>
    Auto = 0,

    /// <summary>WebDataset: tar files of .jpg/.jpeg/.png/.webp/.gif/.bmp with .txt, .json, .cls of the same key.</summary>
    WebDataset = 1,

    /// <summary>MNIST's idx files, plain or gzip: *images-idx3-ubyte with *labels-idx1-ubyte.</summary>
    Idx = 2,

    /// <summary>A comma-separated table with a header that names a file column and caption or label columns.</summary>
    Csv = 3,

    /// <summary>The same with tabs.</summary>
    Tsv = 4,

    /// <summary>One JSON object a line: file, caption or captions, label, key, anything else is metadata.</summary>
    Jsonl = 5,

    /// <summary>A folder for each class, named by its label, with pictures.</summary>
    ClassFolders = 6,
}
