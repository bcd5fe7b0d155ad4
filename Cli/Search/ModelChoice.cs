using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Cli.Search;

/// <summary>Which model searches a data set where nobody says.</summary>
internal static class ModelChoice
{
    /// <summary>The only model under which the data set is embedded.</summary>
    public static async Task<ModelRef> OnlyOneAsync(ClipGridClient client, DatasetRef dataset, CancellationToken cancellationToken)
    {
        HashSet<ModelVersionId> models = [];
        string prefix = dataset.Version is { } version ? $"{dataset.Name}/{version}/" : $"{dataset.Name}/";
        await foreach (EmbeddingSetId set in client.Embeddings.ListAsync(prefix, cancellationToken))
            models.Add(set.Model);
        // A data set that is not there is not a matter of models.
        if (models.Count == 0)
            _ = await client.Datasets.GetVersionAsync(dataset, cancellationToken);
        return models.Count switch
        {
            1 => new ModelRef(models.Single().Name, models.Single().Digest.Value),
            0 => throw new GridException(GridProblem.WrongModel, $"{dataset} is not embedded yet: clipgrid embed {dataset} --model MODEL does that."),
            _ => throw new MisuseException($"{dataset} is embedded under several models: choose one with --model {string.Join(" or --model ", models.Select(model => model.Short).Order(StringComparer.Ordinal).Take(5))}."),
        };
    }
}
