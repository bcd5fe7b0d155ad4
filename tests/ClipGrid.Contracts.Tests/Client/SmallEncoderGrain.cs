using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A text's vector is its length; the text "bad" has none.</summary>
internal sealed class SmallEncoderGrain(SmallGridMemory memory) : Grain, IEncoderGrain
{
    public Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ImmutableArray<string> texts, CancellationToken cancellationToken)
    {
        memory.Batches.Enqueue(texts.Length);
        return Task.FromResult<ImmutableArray<EmbeddingOutcome>>([.. texts.Select(Embed)]);
    }

    public Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<EmbeddingOutcome>>(
            [.. pictures.Select(picture => new EmbeddingOutcome { Vector = new float[] { picture.Bytes.Length, picture.Transfer is { } id ? memory.Completed[id.ToString()].Length : 0 } })]);

    private static EmbeddingOutcome Embed(string text) => text == "bad"
        ? new EmbeddingOutcome { Error = "It is bad.", Problem = GridProblem.Invalid }
        : new EmbeddingOutcome { Vector = new float[] { text.Length, 0 } };
}
