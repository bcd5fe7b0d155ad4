using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

public sealed class ClassFolderSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_Folders_AreLabelsInOrderOfTheirPaths()
    {
        _folder.WithPictures("dog/2.png", "dog/1.JPG", "cat/a.b.webp", "wild/fox/1.png", ".git/x.png", "dog/.hidden.png");
        _folder.Write("README.md", "text");
        List<SourceSample> samples = await SourceReading.ReadAsync(_folder.Path);
        Assert.Equal(["cat/a.b.webp:  [cat]", "dog/1.JPG:  [dog]", "dog/2.png:  [dog]", "wild/fox/1.png:  [wild/fox]"], SourceReading.Told(samples));
        Assert.All(samples, sample => Assert.Equal(ScratchFolder.Picture, sample.Picture.ToArray()));
    }

    [Fact]
    [Trait("Check", "41")]
    public async Task ReadAsync_WhatIsNoPictureOfAClass_IsRefused()
    {
        _folder.WithPictures("cat/1.png", "cat/2.tif", "loose.png");
        _folder.Write("cat/empty.png", "");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "cat/link.png"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "zoo"), _folder.Path);
        Assert.Equal(
            ["cat/1.png:  [cat]", "cat/2.tif: UnsupportedFormat", "cat/empty.png: NoPicture", "cat/link.png: UnsafePath", "loose.png: NoCaption", "zoo: UnsafePath"],
            SourceReading.Told(await SourceReading.ReadAsync(_folder.Path)));
    }

    [Fact]
    [Trait("Check", "S24")]
    public async Task ReadAsync_NameWithLineBreaksAndEscapes_IsRefusedInOneLine()
    {
        _folder.WithPictures("cat/a\nERROR \u001b[31mfake.png", "cat/1.png");
        List<SourceSample> samples = await SourceReading.ReadAsync(_folder.Path);
        Assert.Equal(["cat/1.png:  [cat]", "cat/a?ERROR ?[31mfake.png: InvalidKey"], SourceReading.Told(samples));
        Assert.DoesNotContain(samples[1].Refusal!.Message + samples[1].Key, char.IsControl);
    }

    [Fact]
    public async Task ReadAsync_FileGoneMeanwhile_IsRefused()
    {
        _folder.WithPictures("cat/1.png", "cat/2.png");
        await using ISampleSource source = SampleSources.Open(_folder.Path, DatasetFormat.ClassFolders, new IngestOptions());
        File.Delete(Path.Combine(_folder.Path, "cat/1.png"));
        List<SourceSample> samples = [];
        await foreach (SourceSample sample in source.ReadAsync(0, TestContext.Current.CancellationToken))
            samples.Add(sample);
        Assert.Equal(2, source.TotalCount);
        Assert.Equal(["cat/1.png: NoPicture", "cat/2.png:  [cat]"], SourceReading.Told(samples));
    }
}
