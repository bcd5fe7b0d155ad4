using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Dashboard.Search;

/// <summary>A search to be made under one model; a new one is a new search.</summary>
public sealed class SearchAsk
{
    /// <summary>What is asked.</summary>
    public required SearchState State { get; init; }

    /// <summary>The data set.</summary>
    public required DatasetRef Dataset { get; init; }

    /// <summary>The model.</summary>
    public required ModelRef Model { get; init; }

    /// <summary>Pictures that a person brought, with their weights as they were.</summary>
    public ImmutableArray<(DroppedPicture Picture, double Weight)> Pictures { get; init; } = [];

    /// <summary>The search for the grid, pictures as vectors.</summary>
    /// <exception cref="Contracts.Errors.GridException">The model is not there, or a picture cannot be embedded.</exception>
    public async Task<SearchRequest> ToRequestAsync(ClipGridClient grid, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ModelRef model = Model;
        List<SearchTerm> terms = [.. TermsOf(State)];
        if (!Pictures.IsEmpty)
        {
            ModelVersionId version = (await grid.Models.ResolveAsync(Model, cancellationToken)).Id;
            foreach ((DroppedPicture picture, double weight) in Pictures)
                terms.Add(new SearchTerm { Vector = await picture.VectorAsync(grid, version, cancellationToken), Weight = weight });
            // The version that the vectors are of, wherever its alias points by now.
            model = new ModelRef(version.Name, version.Digest.Value);
        }
        return new SearchRequest
        {
            Dataset = Dataset,
            Model = model,
            Terms = [.. terms],
            Target = State.Target,
            Top = State.Top,
            Skip = State.Skip,
            MinScore = State.MinScore,
            Filter = string.IsNullOrWhiteSpace(State.Filter) ? null : FilterText.Parse(State.Filter),
            CollapseAbove = State.CollapseAbove,
            ExcludesQueryItems = true,
        };
    }

    /// <summary>The parts of a query that its address holds; empty ones are left out.</summary>
    public static IEnumerable<SearchTerm> TermsOf(SearchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!string.IsNullOrWhiteSpace(state.Text))
            yield return new SearchTerm { Text = state.Text };
        foreach (QueryPart part in state.Parts.Where(part => !string.IsNullOrWhiteSpace(part.Value)))
            yield return part.Kind == PartKind.Text
                ? new SearchTerm { Text = part.Value, Weight = part.Weight }
                : new SearchTerm { Picture = new PictureInput { ItemKey = part.Value }, Weight = part.Weight };
    }
}
