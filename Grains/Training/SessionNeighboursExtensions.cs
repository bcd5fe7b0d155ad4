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
}
