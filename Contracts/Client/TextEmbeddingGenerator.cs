using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Client;

/// <summary>Texts to vectors.</summary>
internal sealed class TextEmbeddingGenerator(GridCalls calls, GridModels models, ModelRef model) : GridEmbeddingGenerator<string>(calls, models, model)
{
    /// <inheritdoc/>
    protected override string Noun => "Text";

    /// <inheritdoc/>
    protected override long Size(string input, int index) =>
        Encoding.UTF8.GetByteCount(input ?? throw new ArgumentNullException(nameof(input), $"Text {index} (counted from 0) is null."));

    /// <inheritdoc/>
    protected override Task<ImmutableArray<EmbeddingOutcome>> EmbedAsync(ModelVersionId version, string[] batch, int begin, CancellationToken cancellationToken)
    {
        ImmutableArray<string> texts = [.. batch];
        return Calls.AskAsync(grains => grains.GetGrain<IEncoderGrain>(version.ToString()).EmbedTextsAsync(texts, cancellationToken), cancellationToken);
    }
}
