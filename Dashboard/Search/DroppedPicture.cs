using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using Microsoft.Extensions.AI;

namespace ClipGrid.Dashboard.Search;

/// <summary>A picture that a person brought; it stays with the page and is gone with it. Its vectors are kept, so that it is sent once for a model.</summary>
/// <param name="name">Its file's name, as told by the browser.</param>
/// <param name="bytes">The file.</param>
/// <param name="preview">An address that shows it in the browser that it came from, or null.</param>
public sealed class DroppedPicture(string name, ReadOnlyMemory<byte> bytes, string? preview)
{
    /// <summary>Most bytes of a file.</summary>
    public const int MostBytes = 16 << 20;

    private readonly Dictionary<ModelVersionId, ReadOnlyMemory<float>> _vectors = [];

    /// <summary>Its file's name.</summary>
    public string Name => name;

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>An address that shows it in the browser that it came from, or null.</summary>
    public string? Preview => preview;

    /// <summary>How much it counts in a query; negative leads away from it.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Why the grid refuses it: the generator's sentence without the number that it gives the only picture.</summary>
    internal static string Refusal(GridException refused)
    {
        const string Number = "Picture 0 (counted from 0) cannot be embedded: ";
        return refused.Message.StartsWith(Number, StringComparison.Ordinal) ? refused.Message[Number.Length..] : refused.Message;
    }

    /// <summary>Its vector under a model version.</summary>
    public async Task<ReadOnlyMemory<float>> VectorAsync(ClipGridClient grid, ModelVersionId model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (_vectors.TryGetValue(model, out ReadOnlyMemory<float> known))
            return known;
        using IEmbeddingGenerator<DataContent, Embedding<float>> pictures = grid.PictureEmbeddings(new ModelRef(model.Name, model.Digest.Value));
        // What it really is, the grid finds out by its content.
        GeneratedEmbeddings<Embedding<float>> made = await pictures.GenerateAsync([new DataContent(bytes, "image/png")], cancellationToken: cancellationToken);
        return _vectors[model] = made[0].Vector;
    }
}
