using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using Microsoft.Extensions.AI;

namespace ClipGrid.Contracts.Client;

/// <summary>Inputs to vectors through the grid's encoder: in batches of at most 256 and 512 KiB, in the order of the inputs.</summary>
internal abstract class GridEmbeddingGenerator<TInput>(GridCalls calls, GridModels models, ModelRef model) : IEmbeddingGenerator<TInput, Embedding<float>>
{
    private const int LargestBatch = 256;
    private readonly EmbeddingGeneratorMetadata _metadata = new("clipgrid", defaultModelId: model.ToString());
    private volatile ModelVersionInfo? _version;

    /// <summary>The grid.</summary>
    protected GridCalls Calls => calls;

    /// <summary>What an input is called in messages: Text, Picture.</summary>
    protected abstract string Noun { get; }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return ClientSpans.RunAsync("client.embed", () => GenerateAllAsync([.. values], options, cancellationToken));
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
            return _version is { } known ? new EmbeddingGeneratorMetadata("clipgrid", null, known.Id.ToString(), known.EmbedDim) : _metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The connection belongs to the client.
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAllAsync(TInput[] all, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = new(all.Length);
        if (all.Length == 0)
            return embeddings;
        ModelVersionInfo version = _version ??= await models.ResolveAsync(model, cancellationToken);
        DemandOptions(options, version);
        for (int begin = 0; begin < all.Length;)
        {
            int end = BatchEnd(all, begin);
            ImmutableArray<EmbeddingOutcome> outcomes = await EmbedAsync(version.Id, all[begin..end], begin, cancellationToken);
            for (int i = 0; i < outcomes.Length; i++)
                embeddings.Add(outcomes[i].Error is { } error
                    ? throw new GridException(outcomes[i].Problem, $"{Noun} {begin + i} (counted from 0) cannot be embedded: {error}")
                    : new Embedding<float>(outcomes[i].Vector) { ModelId = version.Id.ToString(), CreatedAt = calls.Time.GetUtcNow() });
            begin = end;
        }
        return embeddings;
    }

    /// <summary>Bytes of an input in a message.</summary>
    /// <param name="input">The input.</param>
    /// <param name="index">Its number, for messages.</param>
    protected abstract long Size(TInput input, int index);

    /// <summary>Embeds a batch.</summary>
    protected abstract Task<ImmutableArray<EmbeddingOutcome>> EmbedAsync(ModelVersionId version, TInput[] batch, int begin, CancellationToken cancellationToken);

    // Always one input at least: one that is too large for a message is up to the encoder, or to a transfer.
    private int BatchEnd(TInput[] all, int begin)
    {
        long size = Size(all[begin], begin);
        int end = begin + 1;
        while (end < all.Length && end - begin < LargestBatch && (size += Size(all[end], end)) <= GridLimits.PieceBytes)
            end++;
        return end;
    }

    private static void DemandOptions(EmbeddingGenerationOptions? options, ModelVersionInfo version)
    {
        if (options?.Dimensions is { } dimensions && dimensions != version.EmbedDim)
            throw new GridException(GridProblem.Invalid, $"Vectors of {version.Id.Short} have {version.EmbedDim} numbers, not {dimensions}: leave Dimensions away.");
        if (options?.ModelId is { } other && !(ModelRef.TryParse(other, null, out ModelRef asked) && asked.Name == version.Id.Name
                && (asked.Selector is null || version.Id.Digest.Value.StartsWith(asked.Selector, StringComparison.Ordinal))))
            throw new GridException(GridProblem.Invalid, $"This generator embeds with {version.Id.Short}, not with {other}: make another generator for that.");
    }
}
