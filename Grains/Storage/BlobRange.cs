using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage;

/// <summary>Bytes of a blob.</summary>
/// <param name="Offset">The first, from 0.</param>
/// <param name="Length">How many, 1 or more.</param>
public readonly record struct BlobRange(long Offset, long Length)
{
    /// <summary>Throws if no blob can have these bytes.</summary>
    internal void Check(string name)
    {
        if (Offset < 0 || Length < 1)
            throw new GridException(GridProblem.Invalid, $"{Length} bytes from {Offset} of the blob {name} cannot be read: ask for 1 or more, from 0 on.");
    }
}
