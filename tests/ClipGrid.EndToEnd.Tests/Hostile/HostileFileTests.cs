using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Files and folders of the silo's machine, brought in by their paths: what is damaged, lies, or is nobody's business.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "S25"), Trait("Check", "S16")]
public sealed class HostileFileTests(HostileGrid grid, ITestOutputHelper output)
{
    private const int UsualCount = 120;

    // They take milliseconds; a device that is read never ends.
    private static readonly TimeSpan LongestIngest = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Trait("Check", "S15")]
    [InlineData("http://127.0.0.1:PORT/a.csv")]
    [InlineData("https://127.0.0.1:PORT/")]
    [InlineData("ftp://127.0.0.1:PORT/a.tar")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//127.0.0.1:PORT/share")]
    [InlineData("\\\\127.0.0.1@PORT\\share")]
    public async Task Source_ThatIsAnAddress_IsNotFetched(string address)
    {
        string path = address.Replace("PORT", $"{grid.Listener.Port}", StringComparison.Ordinal);

        JsonNode ingest = await grid.IngestAsync("fetched", path);
        JsonNode import = await grid.ImportAsync("fetched", path);

        Assert.NotEqual("completed", (string?)ingest["state"]);
        Assert.NotEqual("completed", (string?)import["state"]);
        Assert.Equal(0, grid.Listener.ConnectionCount);
    }

    [Fact, Trait("Check", "S15"), Trait("Check", "B41")]
    public async Task Table_ThatNamesAddressesAndFilesOutside_RefusesThoseRows()
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);
        string folder = Directory.CreateDirectory(Path.Combine(grid.Folder.Incoming, "rows")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "good.png"), HostileGrid.Picture(9), Cancel);
        File.CreateSymbolicLink(Path.Combine(folder, "link.png"), grid.Folder.SecretFile);
        Random random = new(3);
        string[] files = ["good.png", "link.png", "../../guarded/secret.txt", grid.Folder.SecretFile, "/etc/passwd", "/dev/zero", "/proc/self/environ", .. Enumerable.Range(0, 40).Select(_ => HostileTexts.Url(random, grid.Listener.Port))];
        string table = Path.Combine(folder, "captions.csv");
        await File.WriteAllLinesAsync(table, ["file,caption", .. files.Select((file, i) => $"\"{file}\",\"row {i}\"")], Cancel);

        JsonNode ingest = await grid.IngestAsync("rows", table);

        Assert.True((string?)ingest["state"] == "completed" && (int?)ingest["itemCount"] == 1, ingest.ToJsonString());
        string refused = await grid.Http.GetStringAsync("/v1/datasets/rows/refused", Cancel);
        Assert.DoesNotContain(GuardedFolder.Secret, refused, StringComparison.Ordinal);
        await before.AssertSameAsync();
    }

    [Theory, Trait("Check", "S17")]
    [InlineData("guarded/secret.txt", "auto")]
    [InlineData("guarded/more/captions.csv", "auto")]
    [InlineData("guarded/secret.txt", "csv")]
    [InlineData("guarded/more", "auto")]
    [InlineData("guarded/secret.txt", "jsonl")]
    public async Task Source_ThatIsNobodysBusiness_IsRefusedWithoutQuotingIt(string path, string format)
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);

        JsonNode ingest = await grid.IngestAsync("secret", Path.Combine(Path.GetDirectoryName(grid.Folder.Data)!, path), format);

        Assert.NotEqual("completed", (string?)ingest["state"]);
        Assert.DoesNotContain(GuardedFolder.Secret, ingest.ToJsonString(), StringComparison.Ordinal);
        await before.AssertSameAsync();
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/random")]
    [InlineData("/proc/self/mem")]
    [InlineData("/proc/self/environ")]
    [InlineData("/dev/stdin")]
    [InlineData("/dev/tcp")]
    public async Task Source_ThatIsADevice_EndsSoonWithASentence(string path)
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);

        JsonNode ingest = await grid.IngestAsync("device", path).WaitAsync(LongestIngest, Cancel);
        JsonNode import = await grid.ImportAsync("device", path).WaitAsync(LongestIngest, Cancel);

        Assert.NotEqual("completed", (string?)ingest["state"]);
        Assert.NotEqual("completed", (string?)import["state"]);
        await before.AssertSameAsync();
    }

    [Fact]
    public async Task Source_Damaged_BecomesItemsRefusalsOrASentence()
    {
        HostileCases cases = new(UsualCount, weight: 25);
        output.WriteLine($"{cases}");
        string folder = Directory.CreateDirectory(Path.Combine(grid.Folder.Incoming, "damaged")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "a.png"), HostileGrid.Picture(2), Cancel);
        (string Name, byte[] Bytes)[] seeds =
        [
            ("captions.csv", Encoding.UTF8.GetBytes("file,caption,n\na.png,\"a \"\"cat\"\"\nof two\",1\na.png,ein Füchslein,2.5\n")),
            ("pairs.jsonl", Encoding.UTF8.GetBytes("{\"file\":\"a.png\",\"captions\":[\"x\"],\"m\":{\"n\":1.5e3}}\n{\"file\":\"a.png\",\"label\":3}\n")),
            ("shard.tar", Shard()),
        ];
        SiloHealth before = await SiloHealth.OfAsync(grid);
        for (int number = 0; number < cases.Count; number++)
        {
            (string name, byte[] bytes) = seeds[number % seeds.Length];
            string path = Path.Combine(folder, $"{number}-{name}");
            await File.WriteAllBytesAsync(path, HostileBytes.Mutate(bytes, cases.Of(number)), Cancel);
            JsonNode ingest = await grid.IngestAsync($"damaged-{number % 4}", path).WaitAsync(LongestIngest, Cancel);
            string text = ingest.ToJsonString();
            Assert.True(ingest["state"] is not null || ingest["detail"] is not null, $"{cases.Told(number)}: {text}");
            Assert.False(text.Contains("System.", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) || (string?)ingest["kind"] == "internal", $"{cases.Told(number)}: {text}");
        }
        output.WriteLine(await before.AssertSameAsync());
    }

    private static byte[] Shard()
    {
        using MemoryStream bytes = new();
        using (TarWriter tar = new(bytes, TarEntryFormat.Ustar, leaveOpen: true))
            foreach ((string name, byte[] content) in new (string, byte[])[] { ("a.png", HostileGrid.Picture(7)), ("a.txt", "a cat"u8.ToArray()), ("b.png", HostileGrid.Picture(8)), ("b.json", """{"captions":["a dog"]}"""u8.ToArray()) })
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return bytes.ToArray();
    }
}
