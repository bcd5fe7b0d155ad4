using System.Collections.Immutable;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Embedding;

/// <summary>Texts and pictures to vectors through the silo's batching encoder; the key is a <see cref="Models.ModelVersionId"/>.</summary>
[Alias("clipgrid.IEncoderGrain")]
public interface IEncoderGrain : IGrainWithStringKey
{
    /// <summary>Embeds up to 256 texts of up to 512 KiB in all; one bad text does not fail the others. Results in the order of the texts.</summary>
    /// <exception cref="GridException">NotFound: no such model. TooLarge. Unavailable: overloaded.</exception>
    [Alias("EmbedTexts"), AllowedFor(GridRole.Reader)]
    Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ImmutableArray<string> texts, CancellationToken cancellationToken);

    /// <summary>Embeds up to 256 pictures, as PNG, JPEG, WebP, GIF or BMP files; results in their order.</summary>
    /// <exception cref="GridException">NotFound: no such model. TooLarge. Unavailable: overloaded.</exception>
    [Alias("EmbedPictures"), AllowedFor(GridRole.Reader)]
    Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken);
}
