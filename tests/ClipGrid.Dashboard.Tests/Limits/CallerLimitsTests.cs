using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Limits;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Limits;

/// <summary>What callers may ask for, by configuration.</summary>
public sealed class CallerLimitsTests
{
    [Theory]
    [InlineData("QuestionsPerMinute", "-1")]
    [InlineData("StartsPerMinute", "1000001")]
    [InlineData("TransfersPerHour", "many")]
    [InlineData("QuestionPerMinute", "7")]
    [InlineData("PagesAtOnce", "-2")]
    public void Read_OfWhatCannotBe_NamesTheSection(string key, string value)
    {
        GridException refused = Assert.Throws<GridException>(() => CallerLimits.Read(Configuration((key, value)), isAsked: true));

        Assert.Equal(GridProblem.Invalid, refused.Problem);
        Assert.Contains("ClipGrid:Limits", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfNothing_LimitsOnlyThoseWhoAreAsked()
    {
        CallerLimits open = CallerLimits.Read(Configuration(), isAsked: false);
        CallerLimits asked = CallerLimits.Read(Configuration(), isAsked: true);

        Assert.All(Enum.GetValues<Cost>(), cost => Assert.Null(open.Of(cost)));
        Assert.All(Enum.GetValues<Cost>(), cost => Assert.NotNull(asked.Of(cost)));
        Assert.Equal((0, 100), (open.PagesAtOnce, asked.PagesAtOnce));
    }

    [Fact]
    public void Read_OfWhatIsGiven_Holds()
    {
        CallerLimits open = CallerLimits.Read(Configuration(("QuestionsPerMinute", "7")), isAsked: false);
        CallerLimits asked = CallerLimits.Read(Configuration(("QuestionsPerMinute", "0")), isAsked: true);

        Assert.Equal(Rate.PerMinute(7), open.Of(Cost.Question));
        Assert.Null(asked.Of(Cost.Question));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(6_000)]
    [InlineData(1_000_000)]
    public void Bucket_OfAnyRate_FillsWithinItsWindow(int count)
    {
        System.Threading.RateLimiting.TokenBucketRateLimiterOptions bucket = Rate.PerMinute(count).Bucket();

        double perMinute = bucket.TokensPerPeriod * (TimeSpan.FromMinutes(1) / bucket.ReplenishmentPeriod);
        Assert.Equal(count, bucket.TokenLimit);
        Assert.InRange(perMinute, count * 0.999, count + 60);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"ClipGrid:Limits:{setting.Key}", (string?)setting.Value))).Build();
}
