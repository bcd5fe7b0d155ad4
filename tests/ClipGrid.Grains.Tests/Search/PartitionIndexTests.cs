using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Search;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Search;

public sealed class PartitionIndexTests : IDisposable
{
    private static readonly ImmutableSortedDictionary<string, int> Nothing = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
    private readonly ScanGate _gate = new(2, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public Task SearchAsync_AnyRequest_FindsWhatSortingAllScoresFinds() =>
        Gen.Int[0, 1_000_000].SampleAsync(async seed =>
        {
            RandomData data = new(seed);
            PartitionItems items = data.Items(0, 1 + data.Next(700));
            PartitionVectors vectors = data.Vectors(items);
            ImmutableSortedDictionary<string, int> retired = Nothing.AddRange(items.Items.Where(_ => data.Next(6) == 0).Select(item => KeyValuePair.Create(item.Info.Key, data.Next(4))));
            PartitionSearchRequest request = Request(data) with
            {
                Target = (SearchTarget)data.Next(2),
                Filter = data.Next(2) == 0 ? data.Filter() : null,
                MinScore = data.Next(2) == 0 ? (data.Next(200) / 100.0) - 1 : null,
                ExcludedKeys = [.. items.Items.Where(_ => data.Next(10) == 0).Select(item => item.Info.Key)],
                Skip = data.Next(2) == 0 ? 0 : data.Next(50),
                Count = 1 + data.Next(60),
            };
            PartitionSearchResult result = await new PartitionIndex(items, vectors).SearchAsync(request, retired, _gate, Token);

            List<PlainHit> all = PlainSearch.All(items, vectors, request.Query.Span, request.Target, item =>
                !(retired.TryGetValue(item.Key, out int from) && from <= request.Version) && !request.ExcludedKeys.Contains(item.Key) && (request.Filter is null || PlainSearch.Fits(request.Filter, item)));
            List<PlainHit> expected = PlainSearch.Sorted(all.Where(hit => request.MinScore is null || hit.Score >= request.MinScore));
            Assert.Equal(expected.Skip(request.Skip).Take(request.Count), result.Hits.Select(hit => new PlainHit(hit.Key, hit.Score, hit.CaptionIndex)));
            Assert.Equal(all.Count, result.ComparedCount);
            Assert.Equal(expected.Count > request.Skip + request.Count, result.HasMore);
        }, iter: 60);

    [Fact]
    public async Task SearchAsync_ManySegments_FindsWhatSortingAllScoresFinds()
    {
        RandomData data = new(5);
        PartitionItems items = data.Items(0, 20_001);
        PartitionVectors vectors = data.Vectors(items);
        PartitionSearchRequest request = Request(data) with { Count = 9000, Skip = 500 };
        PartitionSearchResult result = await new PartitionIndex(items, vectors).SearchAsync(request, Nothing, _gate, Token);
        List<PlainHit> expected = PlainSearch.Sorted(PlainSearch.All(items, vectors, request.Query.Span, request.Target, _ => true));
        Assert.Equal(expected.Skip(500).Take(9000), result.Hits.Select(hit => new PlainHit(hit.Key, hit.Score, hit.CaptionIndex)));
    }

    [Fact]
    public async Task SearchAsync_WithVectors_StaysBelowTheLargestMessageAndGoesOn()
    {
        RandomData data = new(6, 1024);
        PartitionItems items = data.Items(0, 400);
        PartitionIndex index = new(items, data.Vectors(items));
        PartitionSearchRequest request = Request(data) with { Count = 400, WithVectors = true };
        List<string> keys = [];
        for (bool hasMore = true; hasMore;)
        {
            PartitionSearchResult part = await index.SearchAsync(request with { Skip = keys.Count }, Nothing, _gate, Token);
            Assert.InRange(part.Hits.Sum(hit => hit.Vector.Length * sizeof(float)), 1, 512 * 1024);
            keys.AddRange(part.Hits.Select(hit => hit.Key));
            hasMore = part.HasMore;
        }
        PartitionSearchResult whole = await index.SearchAsync(request with { WithVectors = false }, Nothing, _gate, Token);
        Assert.Equal(whole.Hits.Select(hit => hit.Key), keys);
    }

    [Fact]
    public async Task SearchAsync_PictureThatCouldNotBeEmbedded_IsNotFound()
    {
        RandomData data = new(7);
        PartitionItems items = data.Items(0, 3);
        PartitionVectors vectors = data.Vectors(items);
        float[] pictures = vectors.Pictures.ToArray();
        pictures.AsSpan(data.Dimension, data.Dimension).Clear();
        PartitionIndex index = new(items, vectors with { Pictures = pictures });
        PartitionSearchResult result = await index.SearchAsync(Request(data), Nothing, _gate, Token);
        Assert.DoesNotContain(items.Items[1].Info.Key, result.Hits.Select(hit => hit.Key));
        Assert.Equal(2, result.ComparedCount);
        Assert.Equal(GridProblem.NotFound, Assert.Throws<GridException>(() => index.VectorOf(items.Items[1].Info.Key)).Problem);
    }

    [Fact]
    public async Task SearchAsync_Cancelled_Stops()
    {
        RandomData data = new(8);
        PartitionItems items = data.Items(0, 10);
        PartitionIndex index = new(items, data.Vectors(items));
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.SearchAsync(Request(data), Nothing, _gate, cancelled.Token));
    }

    [Fact]
    public async Task SearchAsync_QueryOfAnotherWidth_IsRefused()
    {
        RandomData data = new(9);
        PartitionItems items = data.Items(0, 10);
        PartitionIndex index = new(items, data.Vectors(items));
        GridException error = await Assert.ThrowsAsync<GridException>(() => index.SearchAsync(Request(data) with { Query = new float[3] }, Nothing, _gate, Token));
        Assert.Equal(GridProblem.Invalid, error.Problem);
    }

    [Fact]
    public async Task RunAsync_OfAGate_LetsInNoMoreThanItsWidth()
    {
        int running = 0, most = 0;
        using Barrier both = new(2);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _gate.RunAsync(
            () =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                both.SignalAndWait(Token);
                return Interlocked.Decrement(ref running);
            },
            Token)));
        Assert.Equal(2, most);
    }

    private static PartitionSearchRequest Request(RandomData data) => new()
    {
        Model = RandomData.Model,
        Version = 2,
        Query = data.Vector(),
        Target = SearchTarget.Pictures,
        Count = 10,
    };

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = target; value > seen;)
            seen = Interlocked.CompareExchange(ref target, value, seen) == seen ? value : target;
    }
}
