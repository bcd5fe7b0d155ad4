using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>What is wanted of a classification of a data set.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Model">The model.</param>
/// <param name="Classes">The classes' names; none for those that the model knows.</param>
/// <param name="Templates">Texts with a place {} for the name.</param>
internal sealed record ClassificationOrder(DatasetRef Dataset, ModelRef Model, ImmutableArray<string> Classes, ImmutableArray<string> Templates);
