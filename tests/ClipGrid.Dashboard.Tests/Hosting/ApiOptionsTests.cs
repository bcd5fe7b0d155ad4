using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Hosting;

/// <summary>What the API may be asked for, by configuration.</summary>
public sealed class ApiOptionsTests
{
    [Theory]
    [InlineData("LargestBody", "1023")]
    [InlineData("LargestPictureBody", "1073741825")]
    [InlineData("MostTexts", "0")]
    [InlineData("MostPictures", "257")]
    [InlineData("MostAtOnce", "-1")]
    [InlineData("HeartbeatSeconds", "61")]
    [InlineData("HeartbeatSeconds", "soon")]
    public void Read_OfWhatCannotBe_NamesTheKey(string key, string value)
    {
        GridException refused = Assert.Throws<GridException>(() => ApiOptions.Read(Configuration(key, value)));

        Assert.Equal(GridProblem.Invalid, refused.Problem);
        Assert.Contains($"ClipGrid:Http:{key}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfWhatCanBe_Takes() => Assert.Equal(7, ApiOptions.Read(Configuration("MostTexts", "7")).MostTexts);

    private static IConfiguration Configuration(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"ClipGrid:Http:{key}"] = value }).Build();
}
