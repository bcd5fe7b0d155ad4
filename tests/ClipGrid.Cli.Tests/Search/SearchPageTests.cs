using System.Text.Json;
using System.Text.RegularExpressions;
using ClipGrid.Cli.Output;
using ClipGrid.Cli.Search;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using Xunit;

namespace ClipGrid.Cli.Tests.Search;

/// <summary>The page of hits.</summary>
public sealed partial class SearchPageTests
{
    [Theory, Trait("Check", "76")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("</title></style><svg onload=alert(1)>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    [InlineData("\u202Egnp.exe\u0000<b>")]
    public void Render_HostileTexts_AreTextAndNotMarkup(string hostile)
    {
        PictureBytes picture = new("image/png", 3, new byte[] { 1, 2, 3 });
        string plain = SearchPage.Render(SampleResult.Of("k", "l", "c"), "t", [picture]);

        string page = SearchPage.Render(SampleResult.Of(hostile, hostile, hostile), hostile, [picture]);

        // The same tags with the same attributes as of a harmless page: nothing that a text says has become markup.
        Assert.Equal(Tags(plain), Tags(page));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("text/html")]
    [InlineData("image/png\" onload=\"alert(1)")]
    public void Render_ThumbnailThatIsNoPicture_IsLeftOut(string mediaType) =>
        Assert.DoesNotContain("<img", SearchPage.Render(SampleResult.Of("k", "l", "c"), "t", [new PictureBytes(mediaType, 1, new byte[1])]), StringComparison.Ordinal);

    [Fact]
    public void Render_Thumbnail_IsInThePageItself()
    {
        string page = SearchPage.Render(SampleResult.Of("k", null, "c"), "t", [new PictureBytes("image/png", 3, new byte[] { 1, 2, 3 })]);

        Assert.Contains("src=\"data:image/png;base64,AQID\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfAResult_HasNamesThatScriptsRelyOn()
    {
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(SampleResult.Of("k", "l", "c"), CliJson.Indented));

        Assert.Equal(
            ["comparedCount", "dataset", "elapsed", "hits", "isPartial", "missing", "model"],
            json.RootElement.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal("emoji@2", json.RootElement.GetProperty("dataset").GetString());
        JsonElement hit = json.RootElement.GetProperty("hits")[0];
        Assert.Equal(("k", "emoji/1/0", 0.25), (hit.GetProperty("item").GetProperty("key").GetString(), hit.GetProperty("item").GetProperty("partition").GetString(), hit.GetProperty("score").GetDouble()));
    }

    [Fact]
    public void Json_OfAFilter_IsItsText()
    {
        ItemFilter filter = FilterText.Parse("label = cat and year < 2000");

        string json = JsonSerializer.Serialize(filter, CliJson.Line);

        Assert.Equal("label = cat and year < 2000", JsonSerializer.Deserialize<string>(json));
        Assert.Equal("label = cat and year < 2000", FilterText.Format(JsonSerializer.Deserialize<ItemFilter>(json, CliJson.Line)!));
    }

    private static string[] Tags(string page) => [.. Tag().Matches(page).Select(match => match.Value)];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
