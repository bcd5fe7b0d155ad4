using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// The vectors of neighbouring items, written as soon as they are computed: a safetensors file with <c>pictures</c> [items, D] and
/// <c>captions</c> [captions, D]. Immutable.
/// </summary>
internal sealed record VectorChunk
{
    /// <summary>Items in a chunk; the last one of a partition has fewer.</summary>
    public const int ItemCount = 128;

    private const string Pictures = "pictures";
    private const string Captions = "captions";

    /// <summary>Row of its first item.</summary>
    public required int First { get; init; }

    /// <summary>Width of a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>The pictures' vectors; zeros where one could not be embedded.</summary>
    public required float[] PictureVectors { get; init; }

    /// <summary>The captions' vectors; zeros where one could not be embedded.</summary>
    public required float[] CaptionVectors { get; init; }

    /// <summary>Captions that were longer than the model's context and were cut.</summary>
    public required int TruncatedCaptionCount { get; init; }

    /// <summary>Pictures and captions that could not be embedded.</summary>
    public required int FailedCount { get; init; }

    /// <summary>The name of the chunk's blob.</summary>
    public static string NameOf(VectorSetId set, int first) => string.Create(CultureInfo.InvariantCulture, $"{set.Prefix}{first:D8}.safetensors");

    /// <summary>The chunk as a file.</summary>
    /// <param name="set">The vectors that it belongs to.</param>
    /// <param name="itemsDigest">The items that they were made of.</param>
    public byte[] ToBytes(VectorSetId set, string itemsDigest)
    {
        using MemoryStream stream = new();
        SafetensorsWriter.Write(
            stream,
            new Dictionary<string, WeightTensor>
            {
                [Pictures] = WeightTensor.FromFloats([PictureVectors.Length / Dimension, Dimension], PictureVectors),
                [Captions] = WeightTensor.FromFloats([CaptionVectors.Length / Dimension, Dimension], CaptionVectors),
            },
            [
                new("model", set.Model.Value),
                new("items", itemsDigest),
                new("first", Text(First)),
                new("truncated", Text(TruncatedCaptionCount)),
                new("failed", Text(FailedCount)),
            ]);
        return stream.ToArray();
    }

    /// <summary>Reads a chunk; null if it is one of other items.</summary>
    /// <exception cref="GridException">Corrupt: the bytes are no chunk of that model and place.</exception>
    public static VectorChunk? Read(ReadOnlyMemory<byte> bytes, string name, VectorSetId set, string itemsDigest, int first)
    {
        try
        {
            SafetensorsBytes file = SafetensorsBytes.Read(bytes, name);
            ImmutableDictionary<string, string> metadata = file.Metadata.ToImmutableDictionary();
            if (metadata["items"] != itemsDigest)
                return null;
            WeightTensor pictures = file.Tensor(Pictures);
            if (metadata["model"] != set.Model.Value || metadata["first"] != Text(first) || pictures.Shape is not [_, var dimension])
                throw Broken(name, "it is a chunk of another model or place", null);
            return new VectorChunk
            {
                First = first,
                Dimension = (int)dimension,
                PictureVectors = pictures.ToFloats(),
                CaptionVectors = file.Tensor(Captions).ToFloats(),
                TruncatedCaptionCount = int.Parse(metadata["truncated"], CultureInfo.InvariantCulture),
                FailedCount = int.Parse(metadata["failed"], CultureInfo.InvariantCulture),
            };
        }
        catch (Exception error) when (error is SafetensorsException or KeyNotFoundException or FormatException or OverflowException or InvalidOperationException)
        {
            throw Broken(name, "it is no file of vectors", error);
        }
    }

    /// <summary>The error for a chunk that is not what was written.</summary>
    public static GridException Broken(string name, string problem, Exception? inner) =>
        new(GridProblem.Corrupt, $"The vectors in {name} cannot be used: {problem}. Start the embedding again (clipgrid embed): it makes that part anew.", inner);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
