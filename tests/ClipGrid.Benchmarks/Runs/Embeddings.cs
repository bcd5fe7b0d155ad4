using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>Lists through an encoder to a matrix.</summary>
internal static class Embeddings
{
    internal static async Task<EmbeddingMatrix> Texts(ClipEncoder encoder, IReadOnlyList<string> texts) =>
        Matrix(await encoder.EmbedTextsAsync(texts));

    internal static async Task<EmbeddingMatrix> Pictures(ClipEncoder encoder, IReadOnlyList<ReadOnlyMemory<byte>> pictures) =>
        Matrix(await encoder.EmbedPicturesAsync(pictures));

    private static EmbeddingMatrix Matrix(IReadOnlyList<EmbeddingResult> results) =>
        EmbeddingMatrix.FromRows([.. results.Select(result => result.Error is null ? result.Vector : throw result.Error)]);
}
