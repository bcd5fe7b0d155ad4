using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>The tokenizers of the models that captions were last measured for. Safe for any number of callers.</summary>
internal sealed class CaptionRulers(IModelStore models)
{
    // A vocabulary takes some megabytes.
    private readonly RecentTasks<CaptionRuler> _recent = new(mostKept: 4);

    /// <summary>A model's.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public Task<CaptionRuler> GetAsync(ModelVersionId model, CancellationToken cancellationToken) =>
        _recent.GetAsync(model.ToString(), async () => new CaptionRuler(model, await models.GetTokenizerAsync(model, CancellationToken.None).ConfigureAwait(false)), cancellationToken);
}
