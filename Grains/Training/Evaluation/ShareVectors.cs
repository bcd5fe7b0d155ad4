using System.Security.Cryptography;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>The unit vectors of a share: a safetensors file with <c>pictures</c> [N, D] and <c>captions</c> [M, D].</summary>
/// <param name="Dimension">Width of a vector, D.</param>
/// <param name="Pictures">The pictures', row-major.</param>
/// <param name="Captions">The captions', row-major.</param>
internal sealed record ShareVectors(int Dimension, float[] Pictures, float[] Captions)
{
    private const string PicturesName = "pictures";
    private const string CaptionsName = "captions";

    /// <summary>Stores them; returns the SHA-256 of the blob, in lower-case hexadecimal digits.</summary>
    /// <exception cref="GridException">StorageFull, Unavailable.</exception>
    public async Task<string> WriteAsync(IBlobStore blobs, string name, CancellationToken cancellationToken)
    {
        using MemoryStream stream = new();
        SafetensorsWriter.Write(
            stream,
            new Dictionary<string, WeightTensor>
            {
                [PicturesName] = WeightTensor.FromFloats([Pictures.Length / Dimension, Dimension], Pictures),
                [CaptionsName] = WeightTensor.FromFloats([Captions.Length / Dimension, Dimension], Captions),
            },
            [],
            cancellationToken);
        byte[] bytes = stream.ToArray();
        await blobs.PutAsync(name, bytes, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="GridException">Corrupt: they are not what was written; NotFound, Unavailable.</exception>
    public static async Task<ShareVectors> ReadAsync(IBlobStore blobs, string name, string? sha256, CancellationToken cancellationToken)
    {
        byte[] bytes = await blobs.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
            throw new GridException(GridProblem.Corrupt, $"{name} is not what was written.");
        SafetensorsBytes file = SafetensorsBytes.Read(bytes, name);
        WeightTensor pictures = file.Tensor(PicturesName);
        return new ShareVectors((int)pictures.Shape[1], pictures.ToFloats(), file.Tensor(CaptionsName).ToFloats());
    }
}
