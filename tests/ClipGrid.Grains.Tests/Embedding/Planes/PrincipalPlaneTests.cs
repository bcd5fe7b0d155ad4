using System.Diagnostics;
using ClipGrid.Grains.Embedding.Planes;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding.Planes;

public sealed class PrincipalPlaneTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Of_SmallRandomData_EqualsTheNaiveAnalysisUpToSign() =>
        Gen.Int[0, 1_000_000].Sample(
            seed =>
            {
                Random random = new(seed);
                int dimension = 1 + random.Next(24), count = 2 + random.Next(400);
                float[] rows = Rows(random, count, dimension);
                PrincipalPlane plane = PrincipalPlane.Of(rows, dimension, Token);
                PlainAnalysis plain = new(rows, dimension);
                for (int axis = 0; axis < Math.Min(2, dimension); axis++)
                {
                    Assert.Equal(plain.Shares[axis], plane.Shares[axis], 1e-9);
                    double[] places = Places(plane, rows, dimension, axis), expected = plain.Places(axis);
                    double sign = places.Zip(expected, (a, b) => a * b).Sum() < 0 ? -1 : 1;
                    // Where two variances lie close, the axes between them are loosely bound.
                    double gap = plain.Shares.Where((_, other) => other != axis).Select(share => Math.Abs(share - plain.Shares[axis])).DefaultIfEmpty(1).Min();
                    if (gap > 1e-3 && plain.Shares[axis] > 1e-6)
                        Assert.All(places.Zip(expected), pair => Assert.Equal(pair.Second, sign * pair.First, 1e-6));
                }
            },
            iter: 100);

    [Fact]
    public void Of_ARotatedEllipse_FindsItsAxes()
    {
        // Along (3, 4) / 5 the standard deviation is 2, across 1, in the third direction 0.1.
        Random random = new(1);
        List<float> rows = [];
        for (int i = 0; i < 4000; i++)
        {
            double along = random.Next(2) == 0 ? 2 : -2, across = random.Next(2) == 0 ? 1 : -1, rest = random.Next(2) == 0 ? 0.1 : -0.1;
            rows.AddRange((float)((0.6 * along) - (0.8 * across) + 10), (float)((0.8 * along) + (0.6 * across) - 20), (float)(rest + 30));
        }
        PrincipalPlane plane = PrincipalPlane.Of(rows.ToArray(), 3, Token);
        Assert.Equal(4 / 5.01, plane.Shares[0], 0.01);
        Assert.Equal(1 / 5.01, plane.Shares[1], 0.01);
        // From the mean: the ends of both axes, and of each the largest loading (0.8 of y, then 0.8 of x) is positive.
        Assert.Equal(1, plane.Project([10 + 0.6f, -20 + 0.8f, 30], 0) - plane.Project([10, -20, 30], 0), 0.01);
        Assert.Equal(1, plane.Project([10 + 0.8f, -20 - 0.6f, 30], 1) - plane.Project([10, -20, 30], 1), 0.01);
    }

    [Fact]
    public void Of_TheSameVectorsTwice_GivesTheSameBits()
    {
        float[] rows = Rows(new Random(5), 700, 48);
        Assert.Equal(Places(PrincipalPlane.Of(rows, 48, Token), rows, 48, 1), Places(PrincipalPlane.Of([.. rows], 48, Token), rows, 48, 1));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(50, 5)]
    public void Of_VectorsWithoutVariance_LiesInOnePoint(int count, int dimension)
    {
        float[] rows = [.. Enumerable.Repeat(0.25f, count * dimension)];
        PrincipalPlane plane = PrincipalPlane.Of(rows, dimension, Token);
        Assert.Equal([0, 0], plane.Shares);
        Assert.All(Places(plane, rows, dimension, 0), place => Assert.Equal(0, place));
    }

    [Fact]
    public void Of_VectorsOnALine_HasOneAxis()
    {
        float[] rows = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { i, 2f * i, 0, -i, 0 })];
        PrincipalPlane plane = PrincipalPlane.Of(rows, 5, Token);
        Assert.Equal(1, plane.Shares[0], 1e-12);
        Assert.Equal(0, plane.Shares[1]);
        Assert.All(Places(plane, rows, 5, 1), place => Assert.Equal(0, place));
        Assert.Equal(Math.Sqrt(6), plane.Project(rows.AsSpan(5, 5), 0) - plane.Project(rows.AsSpan(0, 5), 0), 1e-5);
    }

    [Fact]
    public void Of_AsManyAsTheLargestPlane_TakesSeconds()
    {
        float[] rows = Rows(new Random(6), 5000, 512);
        long start = Stopwatch.GetTimestamp();
        PrincipalPlane.Of(rows, 512, Token);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    private static double[] Places(PrincipalPlane plane, float[] rows, int dimension, int axis) =>
        [.. rows.Chunk(dimension).Select(row => plane.Project(row, axis))];

    // Columns of different spread, mixed with each other.
    private static float[] Rows(Random random, int count, int dimension)
    {
        float[] rows = new float[count * dimension];
        for (int row = 0; row < count; row++)
            for (int column = 0; column < dimension; column++)
            {
                float value = ((random.NextSingle() * 2) - 1) / (1 + column);
                for (int other = column; other < dimension; other += 1 + column)
                    rows[(row * dimension) + other] += other % 2 == 0 ? value : -value;
            }
        return rows;
    }
}
