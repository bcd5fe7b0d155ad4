using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Items whose pictures' files are the same, byte for byte.</summary>
/// <param name="Digest">SHA-256 of the file, in lower-case hexadecimal digits.</param>
/// <param name="Count">How many items have it.</param>
/// <param name="Keys">Keys of the first of them, at most 10.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.DigestTwins")]
public sealed record DigestTwins([property: Id(0)] string Digest, [property: Id(1)] int Count, [property: Id(2)] ImmutableArray<string> Keys)
{
    /// <summary>Most keys that are named.</summary>
    public const int MostKeys = 10;
}
