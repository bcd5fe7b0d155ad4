using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>Turns a query's terms into one vector. Safe for any number of callers.</summary>
internal sealed class QueryMaker(ISearchGrid grid)
{
    // Below this share of the weights, what is left of a sum is rounding.
    private const double SmallestShare = 1e-6;

    /// <summary>The sum of the terms' unit vectors times their weights, brought to unit length.</summary>
    /// <param name="terms">Checked terms.</param>
    /// <param name="dataset">The version that is searched.</param>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GridException">Invalid: a vector has no direction, or the terms cancel out. NotFound: an item.</exception>
    public async Task<SearchQuery> MakeAsync(ImmutableArray<SearchTerm> terms, DatasetRef dataset, ModelVersionInfo model, CancellationToken cancellationToken)
    {
        ImmutableArray<string> texts = [.. terms.Select(term => term.Text).OfType<string>()];
        Task<ImmutableArray<EmbeddingOutcome>> embedding = texts.IsEmpty ? Task.FromResult(ImmutableArray<EmbeddingOutcome>.Empty) : grid.EmbedTextsAsync(model.Id, texts, cancellationToken);
        Task<ReadOnlyMemory<float>>[] others = [.. terms.Where(term => term.Text is null).Select(term => VectorAsync(term, terms.IndexOf(term) + 1, dataset, model, cancellationToken))];
        await Task.WhenAll([embedding, .. others]).ConfigureAwait(false);
        Queue<EmbeddingOutcome> outcomes = new(await embedding.ConfigureAwait(false));
        Queue<ReadOnlyMemory<float>> vectors = new(await Task.WhenAll(others).ConfigureAwait(false));
        ReadOnlyMemory<float>[] units = [.. terms.Select((term, i) => Unit(term.Text is null ? vectors.Dequeue() : VectorOf(outcomes.Dequeue(), i + 1), i + 1, model))];
        ImmutableArray<string> keys = [.. terms.Where(term => IsOf(term, dataset)).Select(term => term.Picture!.ItemKey!).Distinct(StringComparer.Ordinal)];
        return new SearchQuery(Mixed(units, terms), keys);
    }

    private static bool IsOf(SearchTerm term, DatasetRef dataset) =>
        term.Picture is { ItemKey: not null } picture && (picture.Dataset is not { } other || other.Name == dataset.Name);

    private static ReadOnlyMemory<float> VectorOf(EmbeddingOutcome outcome, int number) =>
        outcome.Error is { } error ? throw new GridException(outcome.Problem, $"Term {number} cannot be embedded: {error}") : outcome.Vector;

    private static ReadOnlyMemory<float> Unit(ReadOnlyMemory<float> vector, int number, ModelVersionInfo model)
    {
        if (vector.Length != model.EmbedDim)
            throw new GridException(GridProblem.Invalid, $"The vector of term {number} has {vector.Length} numbers, those of {model.Id.Short} have {model.EmbedDim}: give a vector of the same model.");
        double squares = 0;
        foreach (float value in vector.Span)
            squares += (double)value * value;
        if (!double.IsFinite(squares))
            throw new GridException(GridProblem.Invalid, $"The vector of term {number} holds NaN or infinity: give finite numbers.");
        if (squares == 0)
            throw new GridException(GridProblem.Invalid, $"The vector of term {number} is all zeros and has no direction: give another one.");
        double length = Math.Sqrt(squares);
        float[] unit = new float[vector.Length];
        for (int i = 0; i < unit.Length; i++)
            unit[i] = (float)(vector.Span[i] / length);
        return unit;
    }

    private static float[] Mixed(ReadOnlyMemory<float>[] units, ImmutableArray<SearchTerm> terms)
    {
        double[] sum = new double[units[0].Length];
        for (int t = 0; t < units.Length; t++)
            for (int i = 0; i < sum.Length; i++)
                sum[i] += units[t].Span[i] * terms[t].Weight;
        double length = Math.Sqrt(sum.Sum(value => value * value));
        // Written so that an overflow fails too.
        if (!(length > terms.Sum(term => Math.Abs(term.Weight)) * SmallestShare) || !double.IsFinite(length))
            throw new GridException(GridProblem.Invalid, "The terms cancel out and leave no direction to search in: change a weight, or leave a term out.");
        return [.. sum.Select(value => (float)(value / length))];
    }

    private async Task<ReadOnlyMemory<float>> VectorAsync(SearchTerm term, int number, DatasetRef dataset, ModelVersionInfo model, CancellationToken cancellationToken)
    {
        if (term.Picture is not { } picture)
            return term.Vector;
        if (picture.ItemKey is { } key)
        {
            DatasetRef owner = picture.Dataset is { } named && (named.Name != dataset.Name || named.Version is not null) ? named : dataset;
            ItemInfo item = await grid.GetItemAsync(owner, key, cancellationToken).ConfigureAwait(false);
            try
            {
                return await grid.GetVectorAsync(item.Partition, model.Id.Digest, key, cancellationToken).ConfigureAwait(false);
            }
            catch (GridException error) when (error.Problem == GridProblem.WrongModel)
            {
                // A set that is not embedded under this model: the picture itself is.
                picture = new PictureInput { Dataset = owner, ItemKey = key };
            }
        }
        return VectorOf((await grid.EmbedPicturesAsync(model.Id, [picture], cancellationToken).ConfigureAwait(false))[0], number);
    }
}
