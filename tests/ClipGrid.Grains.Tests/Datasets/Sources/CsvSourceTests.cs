using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

public sealed class CsvSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new ScratchFolder().WithPictures("a.png", "b.png", "c.png", "in/d.png");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("file,caption\na.png,a cat\nb.png,a dog\n")]
    [InlineData("\uFEFFfile,caption\na.png,a cat\nb.png,a dog")]
    [InlineData("file;caption\na.png;a cat\nb.png;a dog\n")]
    [InlineData("file\tcaption\na.png\ta cat\nb.png\ta dog\n")]
    [InlineData("file,caption\r\na.png,a cat\r\nb.png,a dog\r\n")]
    [InlineData("file,caption\ra.png,a cat\rb.png,a dog\r")]
    [InlineData("\n\nFile_Name,Caption\n\na.png, a cat \n   \n./b.png,\"a dog\"\n")]
    [InlineData("caption,\"file\"\n\"a cat\",\"a.png\"\n \"a dog\" , b.png\n")]
    [Trait("Check", "38")]
    public async Task ReadAsync_EachWayToWriteATable_GivesTheSameSamples(string text)
    {
        string path = _folder.Write("captions.csv", text);
        List<SourceSample> samples = await SourceReading.ReadAsync(path);
        Assert.Equal(["a.png: a cat", "b.png: a dog"], SourceReading.Told(samples));
        Assert.All(samples, sample => Assert.Equal(ScratchFolder.Picture, sample.Picture.ToArray()));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [Trait("Check", "38")]
    public async Task ReadAsync_Utf16WithMark_IsRead(string encoding)
    {
        Encoding utf16 = Encoding.GetEncoding(encoding);
        string path = _folder.Write("captions.csv", [.. utf16.GetPreamble(), .. utf16.GetBytes("file,caption\na.png,Füchsin 🦊\n")]);
        Assert.Equal(["a.png: Füchsin 🦊"], SourceReading.Told(await SourceReading.ReadAsync(path)));
    }

    [Fact]
    [Trait("Check", "39")]
    public async Task ReadAsync_QuotedNewlineAndQuotes_ArePartOfTheCaption()
    {
        string path = _folder.Write("captions.csv", "file,caption\na.png,\"a \"\"big\"\",\r\nred cat\"\nb.png,a dog\n");
        Assert.Equal(["a.png: a \"big\",\nred cat", "b.png: a dog"], SourceReading.Told(await SourceReading.ReadAsync(path)));
    }

    [Fact]
    [Trait("Check", "39")]
    public async Task ReadAsync_QuoteNeverClosed_CostsOneRow()
    {
        string path = _folder.Write("captions.csv", "file,caption\na.png,a cat\nb.png,\"a dog\nc.png,a fox\nin/d.png,a hen\n");
        Assert.Equal(["a.png: a cat", "captions.csv, line 3: Malformed", "c.png: a fox", "in/d.png: a hen"], SourceReading.Told(await SourceReading.ReadAsync(path)));
    }

    [Theory]
    [InlineData("a.png,a 5\" disk")]
    [InlineData("a.png,\"a\" cat")]
    [InlineData("a.png")]
    [InlineData("a.png,a cat,more")]
    [Trait("Check", "39")]
    public async Task ReadAsync_MalformedRow_IsRefusedByItsLine(string row)
    {
        string path = _folder.Write("captions.csv", $"file,caption\n{row}\nb.png,a dog\n");
        Assert.Equal(["captions.csv, line 2: Malformed", "b.png: a dog"], SourceReading.Told(await SourceReading.ReadAsync(path)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    [Trait("Check", "39")]
    public async Task ReadAsync_FieldOfTenMegabytes_IsRefusedAlone(string quote)
    {
        string path = _folder.Write("captions.csv", $"file,caption\na.png,{quote}{new string('x', 10_000_000)}{quote}\nb.png,a dog\n");
        Assert.Equal(["captions.csv, line 2: TooLarge", "b.png: a dog"], SourceReading.Told(await SourceReading.ReadAsync(path)));
    }

    [Fact]
    [Trait("Check", "39")]
    public async Task ReadAsync_QuotesThatNeverBalance_AreReadInOneSweep()
    {
        // Each second line opens a quote that the next one closes wrongly: were every row read to the end of the file again, this would take hours.
        string path = _folder.Write("captions.csv", "file,caption\n" + string.Concat(Enumerable.Repeat("a\",\"\nb,\"\"\"x\n", 100_000)));
        List<SourceSample> samples = await SourceReading.ReadAsync(path);
        Assert.Equal(0, SourceReading.Count(samples).Good);
        Assert.InRange(samples.Count, 100_000, 200_000);
    }

    [Fact]
    public async Task ReadAsync_InvalidUtf8_IsRefusedByItsLine()
    {
        string path = _folder.Write("captions.csv", [.. "file,caption\na.png,caf"u8, 0xE9, .. "\nb.png,a dog\n"u8]);
        Assert.Equal(["captions.csv, line 2: Malformed", "b.png: a dog"], SourceReading.Told(await SourceReading.ReadAsync(path)));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n \n", "is empty")]
    [InlineData("caption,split\na cat,train\n", "no column for the picture's file")]
    [InlineData("file,split\na.png,train\n", "no column for captions or labels")]
    [InlineData("file,caption,Caption\na.png,a,b\n", "twice")]
    [InlineData("file,\"caption\na.png,a cat\n", "cannot be read")]
    [Trait("Check", "40")]
    public void Open_UnusableHeader_SaysWhatIsMissing(string text, string part)
    {
        GridException fault = SourceReading.Fault(_folder.Write("captions.csv", text), DatasetFormat.Csv);
        Assert.Equal(GridProblem.Invalid, fault.Problem);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "40")]
    public async Task ReadAsync_HeaderOnly_HasNoSample() =>
        Assert.Empty(await SourceReading.ReadAsync(_folder.Write("captions.csv", "file,caption\n")));

    [Fact]
    [Trait("Check", "40")]
    public async Task ReadAsync_OtherColumns_BecomeMetadataByContent()
    {
        string path = _folder.Write("captions.csv", "id,file,caption,caption_2,label,size,ok,code,big,note,,title\n"
            + "k1,a.png,a cat, the same cat ,cat,1.5e1,TRUE,007,12345678901234567890,,x,a title\n");
        SourceSample sample = Assert.Single(await SourceReading.ReadAsync(path));
        Assert.Equal(["k1: a cat|the same cat [cat]"], SourceReading.Told([sample]));
        Assert.Equal(
            ["big=12345678901234567890", "code=007", "ok=true", "size=15", "title=a title"],
            sample.Metadata.Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.Equal((15d, true, "007"), (sample.Metadata["size"].Number, sample.Metadata["ok"].Flag, sample.Metadata["code"].Text));
    }

    [Fact]
    [Trait("Check", "42")]
    public async Task ReadAsync_FormulaCells_AreText()
    {
        SourceSample sample = Assert.Single(await SourceReading.ReadAsync(_folder.Write("captions.csv", "file,caption,note\na.png,=cmd|' /C calc'!A0,@SUM(1)\n")));
        Assert.Equal(("=cmd|' /C calc'!A0", "@SUM(1)"), (sample.Captions[0], sample.Metadata["note"].Text));
    }

    [Theory]
    [InlineData("", RefusalReason.NoCaption)]
    [InlineData("   ", RefusalReason.NoCaption)]
    [InlineData("a\0b", RefusalReason.Malformed)]
    [InlineData("a\u001b[31mb", RefusalReason.Malformed)]
    public async Task ReadAsync_UnfitCaption_IsRefused(string caption, RefusalReason reason)
    {
        SourceSample sample = Assert.Single(await SourceReading.ReadAsync(_folder.Write("captions.csv", $"file,caption\na.png,{caption}\n")));
        Assert.Equal((reason, "captions.csv, line 2", 0), (sample.Refusal!.Reason, sample.Refusal.Where, sample.Picture.Length));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task ReadAsync_CaptionAtTheLimit_IsTaken(int length, bool isTaken)
    {
        string path = _folder.Write("captions.csv", $"file,caption\na.png,{new string('x', length)}\n");
        SourceSample sample = Assert.Single(await SourceReading.ReadAsync(path, options: new IngestOptions { MaxCaptionLength = 10 }));
        Assert.Equal(isTaken ? null : RefusalReason.TooLarge, sample.Refusal?.Reason);
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("..")]
    [InlineData("./x")]
    [InlineData("tab\there")]
    public async Task ReadAsync_UnusableKey_IsRefused(string key)
    {
        SourceSample sample = Assert.Single(await SourceReading.ReadAsync(_folder.Write("captions.csv", $"file,caption,key\na.png,a cat,{key}\n")));
        Assert.Equal(RefusalReason.InvalidKey, sample.Refusal?.Reason);
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public async Task ReadAsync_KeyOf512Characters_IsTheLongest(int length, bool isTaken)
    {
        SourceSample sample = Assert.Single(await SourceReading.ReadAsync(_folder.Write("captions.csv", $"file,caption,key\na.png,a cat,{new string('k', length)}\n")));
        Assert.Equal(isTaken ? null : RefusalReason.InvalidKey, sample.Refusal?.Reason);
    }

    [Fact]
    public async Task ReadAsync_Tsv_SplitsAtTabsOnly()
    {
        string path = _folder.Write("captions.tsv", "file\tcaption\na.png\tone, two; three\n");
        Assert.Equal(["a.png: one, two; three"], SourceReading.Told(await SourceReading.ReadAsync(path)));
    }
}
