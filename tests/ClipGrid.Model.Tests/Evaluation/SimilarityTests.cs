using ClipGrid.Model.Evaluation;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Evaluation;

public sealed class SimilarityTests
{
    private static readonly Gen<(float[] Queries, float[] Keys, int Dimension)> Sizes =
        from dimension in Gen.Int[1, 70]
        from queryCount in Gen.Int[0, 11]
        from keyCount in Gen.Int[0, 7]
        from queries in Gen.Float[-2, 2].Array[queryCount * dimension]
        from keys in Gen.Float[-2, 2].Array[keyCount * dimension]
        select (queries, keys, dimension);

    [Fact]
    public void Fill_AnySize_EqualsDoublePrecision() => Sizes.Sample(input =>
    {
        (float[] queries, float[] keys, int dimension) = input;
        int queryCount = queries.Length / dimension, keyCount = keys.Length / dimension;
        float[] scores = new float[queryCount * keyCount];
        Similarity.Fill(queries, keys, dimension, scores);
        for (int q = 0; q < queryCount; q++)
            for (int k = 0; k < keyCount; k++)
            {
                double expected = 0;
                for (int d = 0; d < dimension; d++)
                    expected += (double)queries[q * dimension + d] * keys[k * dimension + d];
                Assert.Equal(expected, scores[q * keyCount + k], 1e-4);
            }
    });

    [Fact]
    public void Fill_AnySize_EqualsDotBitForBit() => Sizes.Sample(input =>
    {
        (float[] queries, float[] keys, int dimension) = input;
        int queryCount = queries.Length / dimension, keyCount = keys.Length / dimension;
        float[] scores = new float[queryCount * keyCount];
        Similarity.Fill(queries, keys, dimension, scores);
        for (int q = 0; q < queryCount; q++)
            for (int k = 0; k < keyCount; k++)
                Assert.Equal(Similarity.Dot(queries.AsSpan(q * dimension, dimension), keys.AsSpan(k * dimension, dimension)), scores[q * keyCount + k]);
    });
}
