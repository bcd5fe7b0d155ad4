using System.Formats.Tar;
using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class FolderTarTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(5000)]
    public async Task WriteAsync_FilesOfAnySize_HasTheLengthThatItSaid(int size)
    {
        using PrivateFolder folder = new();
        string files = Directory.CreateDirectory(folder.Place("files")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(files, "model.safetensors"), new byte[size], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(files, "config.json"), "{}", TestContext.Current.CancellationToken);
        FolderTar tar = new(files, $"{new string('a', 64)}-0123456789ab");
        using MemoryStream written = new();

        await tar.WriteAsync(written, TestContext.Current.CancellationToken);

        Assert.Equal(tar.Length, written.Length);
        written.Position = 0;
        using TarReader reader = new(written);
        Assert.Equal($"{new string('a', 64)}-0123456789ab/config.json", (await reader.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken))!.Name);
    }
}
