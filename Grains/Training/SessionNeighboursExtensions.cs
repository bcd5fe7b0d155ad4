using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Training;

/// <summary>What a session asks once, when it starts.</summary>
internal static class SessionNeighboursExtensions
{
    /// <summary>The specification with data sets and base fixed to the versions that they mean now.</summary>
    /// <exception cref="GridException">NotFound: a data set or the base. Invalid: the batch is larger than the data set, or a filter cannot be used.</exception>
    public static async Task<SessionSpecification> FixAsync(this ISessionNeighbours neighbours, SessionSpecification specification, CancellationToken cancellationToken)
    {
        if (specification.ForkOf is { } fork)
            specification = await neighbours.CompleteAsync(specification, fork, cancellationToken).ConfigureAwait(false);
        DatasetVersionInfo data = await neighbours.GetDatasetAsync(specification.Dataset, cancellationToken).ConfigureAwait(false);
        FilterCheck.Check(specification.Filter);
        if (specification.Filter is null)
            SessionSpecificationValidation.CheckItemCount(specification, data.ItemCount);
        SessionSpecification resolved = specification with { Dataset = new DatasetRef(data.Dataset, data.Version) };
        if (specification.Evaluation is { Dataset: { } judges } evaluation)
        {
            DatasetVersionInfo held = await neighbours.GetDatasetAsync(judges, cancellationToken).ConfigureAwait(false);
            FilterCheck.Check(evaluation.Filter);
            resolved = resolved with { Evaluation = evaluation with { Dataset = new DatasetRef(held.Dataset, held.Version) } };
        }
        if (specification.Base is not { } start)
            return resolved;
        ModelVersionInfo model = await neighbours.ResolveModelAsync(start, cancellationToken).ConfigureAwait(false);
        return resolved with { Base = new ModelRef(model.Id.Name, model.Id.Digest.Value) };
    }

    // The network of a fork is that of its origin, vocabulary included.
    private static async Task<SessionSpecification> CompleteAsync(this ISessionNeighbours neighbours, SessionSpecification specification, CheckpointRef fork, CancellationToken cancellationToken)
    {
        SessionSpecification origin = await neighbours.GetForkedAsync(fork, cancellationToken).ConfigureAwait(false);
        SessionSpecificationValidation.CheckFork(specification, origin);
        return specification with { Base = origin.Base, Preset = origin.Preset, Architecture = origin.Architecture, VocabSize = origin.VocabSize };
    }
}
