namespace ClipGrid.Grains.Datasets.Sources.Idx;

/// <summary>A file of pictures and the file of their labels.</summary>
/// <param name="Split">What the names begin with: train or t10k.</param>
/// <param name="Images">Full path of the pictures.</param>
/// <param name="Labels">Full path of the labels.</param>
internal sealed record IdxPair(string Split, string Images, string Labels)
{
    private const string Middle = "-images";

    /// <summary>Number of pictures; known once the headers were read.</summary>
    public long Count { get; init; }

    /// <summary>Whether a file is named like one of pictures: <c>train-images-idx3-ubyte.gz</c>, <c>train-images.idx3-ubyte</c>.</summary>
    public static bool IsImages(string name) =>
        name.Contains(Middle + "-idx3-ubyte", StringComparison.Ordinal) || name.Contains(Middle + ".idx3-ubyte", StringComparison.Ordinal);

    /// <summary>The pair of a file of pictures; the labels lie beside it, packed or not.</summary>
    public static IdxPair Of(string images)
    {
        string folder = Path.GetDirectoryName(images)!;
        string name = Path.GetFileName(images);
        string labels = Path.Combine(folder, name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal));
        string twin = labels.EndsWith(".gz", StringComparison.Ordinal) ? labels[..^3] : labels + ".gz";
        return new IdxPair(name[..name.IndexOf(Middle, StringComparison.Ordinal)], images, !File.Exists(labels) && File.Exists(twin) ? twin : labels);
    }
}
