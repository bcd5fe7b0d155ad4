using ClipGrid.Dashboard.Search;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search;

public sealed class HitExportTests
{
    [Fact]
    public void Csv_TextsLikeFormulas_AreTexts()
    {
        string csv = HitExport.Csv(Samples.Result(Samples.Hit("=1+1", -0.25, "a \"red\" ball, large")), 24);

        Assert.Contains("\r\n25,'=1+1,-0.25,,\"a \"\"red\"\" ball, large\",", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Hits_SayTheirRankAndTheSearch()
    {
        string json = HitExport.Json(Samples.Result(Samples.Hit("k")), new SearchState { Text = "ball", Skip = 24 });

        Assert.Contains("\"address\": \"/search?q=ball&skip=24\"", json, StringComparison.Ordinal);
        Assert.Contains("\"rank\": 25", json, StringComparison.Ordinal);
    }
}
