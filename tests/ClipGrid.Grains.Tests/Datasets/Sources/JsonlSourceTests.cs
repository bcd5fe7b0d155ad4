using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

[Collection<Alone>]
public sealed class JsonlSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new ScratchFolder().WithPictures("a.png", "b.png");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_MembersOfAllKinds_AreKept()
    {
        SourceSample sample = Assert.Single(await ReadAsync(
            """{"id":7,"image":"a.png","captions":["a cat"," ","a cat","a tom"],"class":"cat","taken":{"year":2020,"by":{"name":"Ann"}},"tags":["x",true],"none":null,"serial":12345678901234567890}"""));
        Assert.Equal(["7: a cat|a tom [cat]"], SourceReading.Told([sample]));
        Assert.Equal(
            ["serial=12345678901234567890", "tags.0=x", "tags.1=true", "taken.by.name=Ann", "taken.year=2020"],
            sample.Metadata.Select(entry => $"{entry.Key}={entry.Value}"));
    }

    [Fact]
    public async Task ReadAsync_CaptionAndCaptions_AreAllKept() =>
        Assert.Equal(["a.png: x|y|z"], SourceReading.Told(await ReadAsync("""{"file":"a.png","caption":"x","captions":["y","x"],"caption_2":"z","title":"t"}""")));

    [Theory]
    [InlineData("""{"file":"a.png","caption":"x",}""")]
    [InlineData("""{"file":"a.png","caption":"x","n":NaN}""")]
    [InlineData("""{"file":"a.png","caption":"x","n":1e400}""")]
    [InlineData("""{"file":"a.png","caption":"x","caption":"y"}""")]
    [InlineData("""{"file":"a.png","caption":"x","m":{"a":1,"a":2}}""")]
    [InlineData("""{"file":"a.png","caption":"x","a.b":1,"a":{"b":2}}""")]
    [InlineData("""{"file":"a.png","caption":"x""")]
    [InlineData("""{"file":"a.png","caption":"\ud800"}""")]
    [InlineData("""{"file":"a.png","caption":{"text":"x"}}""")]
    [InlineData("""{"file":"a.png","caption":"\u0000"}""")]
    [InlineData("""["a.png","x"]""")]
    [InlineData("nonsense")]
    [Trait("Check", "43")]
    public async Task ReadAsync_BrokenLine_IsRefusedByItsNumber(string line)
    {
        List<SourceSample> samples = await ReadAsync("""{"file":"a.png","caption":"a cat"}""", line, "", """{"file":"b.png","caption":"a dog"}""");
        Assert.Equal(["a.png: a cat", "pairs.jsonl, line 2: Malformed", "b.png: a dog"], SourceReading.Told(samples));
    }

    [Fact]
    [Trait("Check", "43")]
    public async Task ReadAsync_DeepNesting_IsRefused()
    {
        string deep = $$"""{"file":"a.png","caption":"x","m":{{new string('[', 20_000)}}{{new string(']', 20_000)}}}""";
        List<SourceSample> samples = await ReadAsync(deep, """{"file":"b.png","caption":"a dog"}""");
        Assert.Equal(["pairs.jsonl, line 1: Malformed", "b.png: a dog"], SourceReading.Told(samples));
    }

    [Fact]
    public async Task ReadAsync_LongNameOverALongList_IsRefusedWithoutCopyingIt()
    {
        string line = $$"""{"file":"a.png","caption":"x","{{new string('n', 400_000)}}":[{{string.Join(',', Enumerable.Repeat(0, 200_000))}}]}""";
        long before = GC.GetTotalAllocatedBytes();
        List<SourceSample> samples = await ReadAsync(line);
        Assert.Equal(["pairs.jsonl, line 1: TooLarge"], SourceReading.Told(samples));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200L << 20);
    }

    [Fact]
    [Trait("Check", "43")]
    public async Task ReadAsync_SameKeyTwice_LeavesTheChoiceToTheIngest() =>
        Assert.Equal(["k: x", "k: y"], SourceReading.Told(await ReadAsync("""{"key":"k","file":"a.png","caption":"x"}""", """{"key":"k","file":"b.png","caption":"y"}""")));

    [Fact]
    public async Task ReadAsync_LineWithoutFile_HasNoPicture() =>
        Assert.Equal(["pairs.jsonl, line 1: NoPicture"], SourceReading.Told(await SourceReading.ReadAsync(_folder.Write("pairs.jsonl", """{"caption":"x"}"""), DatasetFormat.Jsonl)));

    [Fact]
    public async Task ReadAsync_LineOfTenMegabytes_IsRefusedAlone() =>
        Assert.Equal(
            ["pairs.jsonl, line 1: TooLarge", "b.png: a dog"],
            SourceReading.Told(await ReadAsync($$"""{"file":"a.png","caption":"{{new string('x', 10_000_000)}}"}""", """{"file":"b.png","caption":"a dog"}""")));

    [Fact]
    public void Open_EmptyFile_SaysSo()
    {
        GridException fault = SourceReading.Fault(_folder.Write("pairs.jsonl", "\n\n"));
        Assert.Equal(GridProblem.Invalid, fault.Problem);
        Assert.Contains("is empty", fault.Message, StringComparison.Ordinal);
    }

    private Task<List<SourceSample>> ReadAsync(params string[] lines) => SourceReading.ReadAsync(_folder.Write("pairs.jsonl", string.Join('\n', lines)));
}
