using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>All pictures of the demo as vectors of one model, and the search among them. Owns the encoder.</summary>
internal sealed class DemoIndex : IAsyncDisposable
{
    private readonly ClipEncoder _encoder;

    private DemoIndex(ClipEncoder encoder, IReadOnlyList<CaptionedScene> scenes, EmbeddingMatrix vectors) =>
        (_encoder, Scenes, Vectors) = (encoder, scenes, vectors);

    /// <summary>What is searched.</summary>
    public IReadOnlyList<CaptionedScene> Scenes { get; }

    /// <summary>The pictures' vectors, in their order [N, E].</summary>
    public EmbeddingMatrix Vectors { get; }

    /// <summary>Embeds pictures with a model, which the index owns from here on.</summary>
    public static async Task<DemoIndex> BuildAsync(ClipModel model, IReadOnlyList<CaptionedScene> scenes, CancellationToken cancel)
    {
        ClipEncoder encoder = ClipEncoder.Over(model);
        try
        {
            return new DemoIndex(encoder, scenes, Matrix(await encoder.EmbedPicturesAsync([.. scenes.Select(scene => scene.Png)], cancel)));
        }
        catch
        {
            await encoder.DisposeAsync();
            throw;
        }
    }

    /// <summary>The vectors of texts [M, E].</summary>
    public async Task<EmbeddingMatrix> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancel) =>
        Matrix(await _encoder.EmbedTextsAsync(texts, cancel));

    /// <summary>The pictures that fit a text best, the best first.</summary>
    public async Task<IReadOnlyList<DemoHit>> SearchAsync(string text, int count, CancellationToken cancel) =>
        Search(await _encoder.EmbedTextAsync(text, cancel), count, cancel);

    /// <summary>The pictures that are most like picture <paramref name="number"/> of <see cref="Scenes"/>, itself first.</summary>
    public IReadOnlyList<DemoHit> SearchLike(int number, int count, CancellationToken cancel) =>
        Search(Vectors.Row(number).ToArray(), count, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _encoder.DisposeAsync();

    private DemoHit[] Search(ReadOnlyMemory<float> query, int count, CancellationToken cancel) =>
        [.. TopK.Search(new EmbeddingMatrix(query, Vectors.Dimension), Vectors, count, cancel)[0].Select(hit => new DemoHit(hit.Score, Scenes[hit.Index]))];

    private static EmbeddingMatrix Matrix(IReadOnlyList<EmbeddingResult> results) =>
        EmbeddingMatrix.FromRows([.. results.Select(result => result.Error is { } error ? throw error : result.Vector)]);
}
