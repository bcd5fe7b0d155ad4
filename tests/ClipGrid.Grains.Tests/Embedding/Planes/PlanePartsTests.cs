using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Embedding.Planes;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Tests.Search;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding.Planes;

/// <summary>What a plane is put together of.</summary>
public sealed class PlanePartsTests
{
    [Fact]
    public void EvenSample_AnyParts_TakesEvenlyOverAll() =>
        Gen.Select(Gen.Int[0, 40].Array[0, 8], Gen.Int[1, 200]).Sample((counts, most) =>
        {
            ImmutableArray<int>[] places = EvenSample.Of(counts, most);
            int total = counts.Sum();
            int[] taken = [.. places.SelectMany((own, part) => own.Select(place => counts.Take(part).Sum() + place))];
            Assert.Equal(Math.Min(total, most), taken.Length);
            Assert.Equal(taken.Distinct().Order(), taken);
            Assert.All(places.Zip(counts), part => Assert.All(part.First, place => Assert.InRange(place, 0, part.Second - 1)));
            for (int i = 1; i < taken.Length; i++)
                Assert.InRange(taken[i] - taken[i - 1], total / taken.Length, (total / taken.Length) + 1);
        });

    [Fact]
    public void ShortText_LongOnes_AreCutBetweenCharacters()
    {
        Assert.Null(ShortText.Of(null));
        Assert.Equal(new string('a', 80), ShortText.Of(new string('a', 80)));
        Assert.Equal(new string('a', 79) + "…", ShortText.Of(new string('a', 81)));
        Assert.Equal(new string('a', 78) + "…", ShortText.Of(new string('a', 78) + "🦊" + new string('b', 5)));
    }

    [Fact]
    public void From_OfAPlaneWithLongKeys_GivesSmallPagesThatAreAllOfIt()
    {
        SampledPlane plane = new([.. Enumerable.Range(0, 10_000).Select(i => new PlanePoint { Key = $"{i}{new string('k', 500)}", X = i, Y = -i })], [0.5, 0.25], 12_345);
        List<PlanePoint> points = [];
        while (points.Count < plane.Points.Length)
        {
            PlanePage page = plane.From(points.Count);
            Assert.Equal((10_000, 12_345L), (page.SampledCount, page.TotalCount));
            Assert.InRange(page.Points.Length, 100, 1000);
            points.AddRange(page.Points);
        }
        Assert.Equal(plane.Points, points);
        Assert.Empty(plane.From(10_000).Points);
    }

    [Fact]
    public void Sample_OfAPartition_LeavesOutWhatIsRetiredOrHasNoVector()
    {
        RandomData data = new(4, 1024);
        PartitionItems items = data.Items(0, 300);
        PartitionVectors vectors = data.Vectors(items);
        float[] pictures = vectors.Pictures.ToArray();
        pictures.AsSpan(7 * 1024, 1024).Clear();
        PartitionIndex index = new(items, vectors with { Pictures = pictures });
        ImmutableSortedDictionary<string, int> retired = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal).Add(items.Items[2].Info.Key, 1).Add(items.Items[3].Info.Key, 2);
        Assert.Equal(298, index.CountVectors(retired, 1));

        ImmutableArray<int> places = [.. Enumerable.Range(0, 149).Select(i => i * 2)];
        List<string> keys = [];
        List<float> rows = [];
        while (keys.Count < places.Length)
        {
            VectorSample sample = index.Sample(retired, 1, places[keys.Count..]);
            Assert.InRange(sample.Vectors.Length * sizeof(float), 1, 512 * 1024);
            keys.AddRange(sample.Items.Select(item => item.Key));
            rows.AddRange(sample.Vectors.Span);
        }
        int[] shown = [.. Enumerable.Range(0, 300).Where(row => row is not 2 and not 7)];
        Assert.Equal(places.Select(place => items.Items[shown[place]].Info.Key), keys);
        Assert.Equal(places.SelectMany(place => pictures[(shown[place] * 1024)..((shown[place] + 1) * 1024)]), rows);
        Assert.Empty(index.Sample(retired, 1, [298]).Items);
    }
}
