using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>Searches all pictures of the demo, trained and held out.</summary>
internal sealed class DemoSearch(ClipGridClient client, ModelVersionId model)
{
    /// <summary>The data set version that is searched.</summary>
    public static DatasetRef Dataset { get; } = new(DemoRecipe.Dataset, DemoRecipe.Version(SceneSplit.HeldOut));

    /// <summary>The pictures that fit a text best.</summary>
    public Task<ImmutableArray<SearchHit>> ByTextAsync(string text, int top, CancellationToken cancel) =>
        SearchAsync(new SearchTerm { Text = text }, top, cancel);

    /// <summary>The pictures that are most like an item of the set, itself first.</summary>
    public Task<ImmutableArray<SearchHit>> LikeAsync(string key, int top, CancellationToken cancel) =>
        SearchAsync(new SearchTerm { Picture = new PictureInput { ItemKey = key } }, top, cancel);

    private async Task<ImmutableArray<SearchHit>> SearchAsync(SearchTerm term, int top, CancellationToken cancel)
    {
        SearchRequest request = new() { Dataset = Dataset, Model = new ModelRef(model.Name, model.Digest.Value), Terms = [term], Top = top };
        return (await client.Search.SearchAsync(request, cancel)).Hits;
    }
}
