using ClipGrid.Model.Evaluation;
using ClipGrid.TestKit;

namespace ClipGrid.Model.Tests.Evaluation;

internal static class Golden
{
    /// <summary>A golden tensor as a matrix: the last axis is the embedding.</summary>
    public static EmbeddingMatrix Matrix(GoldenTensor tensor) => new(tensor.Floats, (int)tensor.Shape[^1]);
}
