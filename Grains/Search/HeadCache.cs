using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Model.Classification;

namespace ClipGrid.Grains.Search;

/// <summary>The classifiers that models were trained with, by version; the last ones used stay. Safe for any number of callers.</summary>
internal sealed class HeadCache(ISearchGrid grid)
{
    private readonly RecentTasks<ClassifierHead> _recent = new();

    /// <summary>A model's classifier.</summary>
    /// <exception cref="GridException">Invalid: the model has none.</exception>
    public Task<ClassifierHead> GetAsync(ModelVersionInfo model, CancellationToken cancellationToken) => model.Classes.IsEmpty
        ? throw new GridException(GridProblem.Invalid, $"{model.Id.Short} was not trained to tell labels apart, and no classes are given: give the classes' names, or train a version with classification and name that one.")
        : _recent.GetAsync(model.Id.ToString(), () => FetchAsync(model), cancellationToken);

    private async Task<ClassifierHead> FetchAsync(ModelVersionInfo model) =>
        await grid.FindClassifierAsync(model.Id, CancellationToken.None).ConfigureAwait(false)
            ?? throw new GridException(GridProblem.Corrupt, $"{model.Id.Short} is listed with classes and stored without a classifier: import it again.");
}
