using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Embedding;

/// <summary>
/// The pictures of a data set version on the plane in which their embeddings differ most: their first two principal components
/// (Hotelling 1933). The same items give the same plane; of each axis the largest loading is positive.
/// </summary>
/// <param name="Points">The pictures, in the order of the version; an even sample where there are more than were asked for.</param>
/// <param name="ExplainedVariance">The share of the sample's variance along each axis, 0 to 1.</param>
/// <param name="SampledCount">How many pictures are on it.</param>
/// <param name="TotalCount">How many could be: those that the version shows and that could be embedded.</param>
/// <param name="Dataset">The version.</param>
/// <param name="Model">The model.</param>
public sealed record EmbeddingPlane(
    ImmutableArray<PlanePoint> Points, ImmutableArray<double> ExplainedVariance, int SampledCount, long TotalCount, DatasetRef Dataset, ModelVersionId Model);
