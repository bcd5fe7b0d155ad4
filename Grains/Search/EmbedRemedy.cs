using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Search;

/// <summary>
/// What a partition says of embeddings that it does not have, as it concerns the request: the partition knows a model by its digest only
/// ("run clipgrid embed emoji --model NAME@3f9a12b4c5d6"), and not of which version it was asked.
/// </summary>
internal static class EmbedRemedy
{
    /// <summary>The sentence with the model's name.</summary>
    public static string Named(string message, ModelVersionId model) => message.Replace($"NAME@{model.Digest.Short}", model.Short, StringComparison.Ordinal);

    /// <summary>The sentence with the model's name and the version.</summary>
    public static string Of(string message, DatasetRef dataset, ModelVersionId model) =>
        Named(message, model).Replace($"clipgrid embed {dataset.Name} ", $"clipgrid embed {dataset} ", StringComparison.Ordinal);
}
