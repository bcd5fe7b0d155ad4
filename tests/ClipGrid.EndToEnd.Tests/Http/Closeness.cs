using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>Compares what two doors computed: the last bits of a vector depend on what is embedded together with it.</summary>
internal static class Closeness
{
    private const double Tolerance = 1e-5;

    /// <summary>Demands as many numbers, each within the tolerance.</summary>
    public static void AssertClose(this IEnumerable<double> actual, IEnumerable<double> expected)
    {
        double[] found = [.. actual];
        double[] wanted = [.. expected];
        Assert.Equal(wanted.Length, found.Length);
        Assert.All(wanted.Zip(found), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
    }

    /// <summary>Demands as many numbers, each within the tolerance.</summary>
    public static void AssertClose(this IEnumerable<float> actual, IEnumerable<float> expected) => AssertClose(actual.Select(number => (double)number), expected.Select(number => (double)number));
}
