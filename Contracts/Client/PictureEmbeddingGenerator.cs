using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using Microsoft.Extensions.AI;

namespace ClipGrid.Contracts.Client;

/// <summary>Pictures to vectors.</summary>
internal sealed class PictureEmbeddingGenerator(GridCalls calls, GridModels models, ModelRef model) : GridEmbeddingGenerator<DataContent>(calls, models, model)
{
    /// <inheritdoc/>
    protected override string Noun => "Picture";

    /// <inheritdoc/>
    protected override long Size(DataContent input, int index)
    {
        if (input is null)
            throw new ArgumentNullException(nameof(input), $"Picture {index} (counted from 0) is null.");
        return input.HasTopLevelMediaType("image")
            ? input.Data.Length
            : throw new GridException(GridProblem.Invalid, $"Picture {index} (counted from 0) is {GridName.Shown(input.MediaType)}: give the bytes of a picture with a media type such as image/png.");
    }

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<EmbeddingOutcome>> EmbedAsync(ModelVersionId version, DataContent[] batch, int begin, CancellationToken cancellationToken)
    {
        await using PictureUploads uploads = new(Calls);
        ImmutableArray<PictureInput> pictures = await uploads.FitAsync([.. batch.Select(content => new PictureInput { Bytes = content.Data })], cancellationToken);
        return await Calls.AskAsync(grains => grains.GetGrain<IEncoderGrain>(version.ToString()).EmbedPicturesAsync(pictures, cancellationToken), cancellationToken);
    }
}
