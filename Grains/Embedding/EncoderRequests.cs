using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Model.Embedding;

namespace ClipGrid.Grains.Embedding;

/// <summary>Embeds lists of texts and pictures, within limits; one bad input does not fail the others. Safe for any number of callers.</summary>
internal sealed class EncoderRequests(IEncoderHost host, EncoderAdmission admission, PictureInputs inputs)
{
    private const int PicturesAtOnce = 16;

    /// <summary>Up to 256 texts of up to 512 KiB in all; results in their order.</summary>
    /// <exception cref="GridException">Invalid, NotFound, TooLarge, Unavailable.</exception>
    public async Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ModelVersionId model, ImmutableArray<string> texts, CancellationToken cancellationToken)
    {
        RequireCount(texts, "texts");
        if (texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text ?? "")) is > GridLimits.PieceBytes and var length)
            throw new GridException(GridProblem.TooLarge, $"The texts have {length:N0} bytes in all and one call takes {GridLimits.PieceBytes:N0}: send them in several calls.");
        using IDisposable admitted = admission.Enter(texts.Length);
        using EncoderLease lease = await host.GetAsync(model, cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. (await lease.Encoder.EmbedTextsAsync(texts, cancellationToken).ConfigureAwait(false)).Select(EncoderFaults.Outcome)];
        }
        catch (ObjectDisposedException error)
        {
            throw EncoderFaults.Explain(error);
        }
    }

    /// <summary>Up to 256 pictures; results in their order.</summary>
    /// <exception cref="GridException">Invalid, NotFound, TooLarge, Unavailable.</exception>
    public async Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ModelVersionId model, ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken)
    {
        RequireCount(pictures, "pictures");
        if (pictures.Sum(picture => (long)(picture?.Bytes.Length ?? 0)) is > GridLimits.PieceBytes and var length)
            throw new GridException(GridProblem.TooLarge, $"The pictures in the message have {length:N0} bytes in all and one call takes {GridLimits.PieceBytes:N0}: send them in several calls, or large ones as transfers.");
        using IDisposable admitted = admission.Enter(pictures.Length);
        using EncoderLease lease = await host.GetAsync(model, cancellationToken).ConfigureAwait(false);
        var outcomes = new EmbeddingOutcome[pictures.Length];
        // Few at once: a picture may have 64 MiB.
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = PicturesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, pictures.Length, parallel, async (i, token) => outcomes[i] = await EmbedAsync(lease.Encoder, pictures[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. outcomes];
    }

    private async Task<EmbeddingOutcome> EmbedAsync(ClipEncoder encoder, PictureInput? picture, CancellationToken cancellationToken)
    {
        try
        {
            byte[] file = await inputs.ReadAsync(picture ?? new PictureInput(), null, cancellationToken).ConfigureAwait(false);
            return new EmbeddingOutcome { Vector = await encoder.EmbedPictureAsync(file, cancellationToken).ConfigureAwait(false) };
        }
#pragma warning disable CA1031 // One bad picture does not fail the others: its outcome says what was wrong.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return EncoderFaults.Outcome(error);
        }
    }

    private static void RequireCount<T>(ImmutableArray<T> inputs, string what)
    {
        if (inputs.IsDefault)
            throw new GridException(GridProblem.Invalid, $"The {what} are missing: give a list, which may be empty.");
        if (inputs.Length > EncoderAdmission.LargestRequest)
            throw new GridException(GridProblem.TooLarge, $"One call embeds up to {EncoderAdmission.LargestRequest} {what}, and {inputs.Length:N0} came: send them in several calls.");
    }
}
