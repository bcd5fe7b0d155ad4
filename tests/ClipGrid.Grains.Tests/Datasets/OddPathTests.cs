using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>Paths and keys that are not what one thinks of first.</summary>
public sealed class OddPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Check", "41")]
    public async Task Add_OddPath_IsOneSentenceThatNamesIt()
    {
        string Made(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;
        string text = _folder.File("text"), loop = _folder.File("loop"), empty = Made("empty"), pipes = Made("pipes"), pipe = _folder.File("pipe");
        await File.WriteAllTextAsync(text, "no source", Cancellation);
        File.CreateSymbolicLink(loop, loop);
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe, Path.Combine(pipes, "a.tar"), Path.Combine(pipes, "b.jsonl")]))
            await make.WaitForExitAsync(Cancellation);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.File("blobs")), siloCount: 1);
        foreach (string relative in new[] { "here", "../up", "~/pictures", "", " ", "http://127.0.0.1/a.tar", "file:///etc" })
            Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => cluster.AddAsync("d", DatasetCluster.Request(relative)))).Problem);

        string[] odd = ["/no/such/folder", text, loop, empty, pipes, pipe, "/proc", "/proc/self", "/proc/self/mem", "/proc/self/environ", "/dev", "/dev/zero", "/" + new string('x', 5000), "/a\0b"];
        foreach ((int number, string path) in odd.Index())
            foreach (DatasetFormat format in Enum.GetValues<DatasetFormat>())
            {
                AddItemsRequest request = DatasetCluster.Request(path);
                IngestStatus status = await cluster.AddAsync($"d{number}-{(int)format}", request with { Source = request.Source with { Format = format } })
                    .WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
                // A link on the way is followed first.
                string shown = path.StartsWith("/proc/self", StringComparison.Ordinal) ? "/proc/" : path.Split('\0')[0];
                Assert.True(status.State == JobState.Failed && status.ItemCount == 0, $"{shown} as {format}: {status.State}, {status.ItemCount} items");
                bool isNamed = status.Message!.Contains(shown[..Math.Min(40, shown.Length)], StringComparison.Ordinal) || status.Message.Contains($"\"{Path.GetFileName(path)}\"", StringComparison.Ordinal)
                    || path == pipes && status.Message.Contains("\"b.jsonl\"", StringComparison.Ordinal);
                Assert.True(isNamed && !status.Message.Contains("fault of ClipGrid", StringComparison.Ordinal) && !status.Message.Contains('\n', StringComparison.Ordinal), $"{shown} as {format}: {status.Message}");
            }
        Assert.DoesNotContain((await new FileBlobStore(_folder.File("blobs")).ListAsync("datasets/", null, 1000, Cancellation)).Blobs, blob => blob.Name.Contains("/shards/", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Check", "67")]
    public async Task Add_OddKeys_AreItemsLikeAnyOtherOrRefused()
    {
        string[] good = ["a/b", "%00", "%2e%2e%2fetc", "🎈🎉", "con", "nul.png", "a b\u202ec", "ключ", "-rf", "'; drop table items; --", new('k', 512)];
        string[] bad = ["../../x", "a/../b", "..", ".", "a/./b", "nul\0", "line\nbreak", new('k', 513), new('k', 4096), ""];
        using PictureFolder source = new();
        foreach ((int index, string key) in good.Concat(bad).Index())
            source.Add(key, index, "\"caption\":\"c\"");
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.File("blobs")), siloCount: 1);

        IngestStatus status = await cluster.AddAsync("d", DatasetCluster.Request(source.Path));

        Assert.Equal((JobState.Completed, (long)good.Length, (long)bad.Length), (status.State, status.ItemCount, status.RefusedCount));
        foreach ((int index, string key) in good.Index())
        {
            ItemInfo item = await cluster.Dataset("d").GetItemAsync(null, key, Cancellation);
            Assert.Equal(key, item.Key);
            Assert.Equal(DrawnPictures.Noise(index), (await cluster.Partition(item).ReadPictureAsync(key, 0, Cancellation)).Bytes.ToArray());
        }
        foreach (string key in bad)
            Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => cluster.Dataset("d").GetItemAsync(null, key, Cancellation))).Problem);
        Assert.All((await cluster.Dataset("d").GetRefusedAsync(null, 0, 100, Cancellation)).Samples, sample => Assert.Equal(RefusalReason.InvalidKey, sample.Reason));
    }
}
