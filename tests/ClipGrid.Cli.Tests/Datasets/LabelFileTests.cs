using ClipGrid.Cli.Datasets;
using ClipGrid.Cli.Hosting;
using Xunit;

namespace ClipGrid.Cli.Tests.Datasets;

/// <summary>Labels in a file.</summary>
public sealed class LabelFileTests
{
    [Theory]
    [InlineData("cat\ndog\n", 2)]
    [InlineData("cat\r\ndog", 2)]
    public void Read_ALabelALine_ReturnsThem(string text, int count) => Assert.Equal(count, Read(text).Length);

    [Theory]
    [InlineData("", "no labels")]
    [InlineData("cat\n\ndog\n", "line 2 is empty")]
    public void Read_WrongFile_SaysWhere(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<MisuseException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static string[] Read(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return [.. LabelFile.Read(new FileInfo(path))];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
