using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Models to choose from.</summary>
internal static class ModelNames
{
    private const int Most = 500;

    /// <summary>The models that have a version.</summary>
    public static async Task<List<string>> ListAsync(ClipGridClient grid, CancellationToken cancellationToken)
    {
        List<string> names = [];
        await foreach (ModelInfo model in grid.Models.ListAsync("", cancellationToken))
        {
            if (!model.Versions.IsEmpty)
                names.Add(model.Name.Value);
            if (names.Count == Most)
                break;
        }
        return names;
    }
}
