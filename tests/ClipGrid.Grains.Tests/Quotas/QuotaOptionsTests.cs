using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Quotas;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ClipGrid.Grains.Tests.Quotas;

/// <summary>Quotas by configuration.</summary>
public sealed class QuotaOptionsTests
{
    [Theory]
    [InlineData("ItemsPerDataset", "-1")]
    [InlineData("BytesPerDataset", "much")]
    [InlineData("WaitingSessions", "9999999999")]
    [InlineData("ItemsPerDatasets", "7")]
    public void Read_OfWhatCannotBe_NamesTheSection(string key, string value)
    {
        GridException refused = Assert.Throws<GridException>(() => QuotaOptions.Read(Configuration((key, value))));

        Assert.Equal(GridProblem.Invalid, refused.Problem);
        Assert.Contains("ClipGrid:Quotas", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfNothing_LimitsNothing()
    {
        QuotaOptions quotas = QuotaOptions.Read(Configuration());

        Assert.Equal(new QuotaOptions(), quotas);
        quotas.RequireRoom("d", long.MaxValue, long.MaxValue);
        quotas.RequirePlace(int.MaxValue);
    }

    [Fact]
    public void Read_OfWhatIsGiven_Holds() =>
        Assert.Equal(
            new QuotaOptions { ItemsPerDataset = 5_000_000_000, BytesPerDataset = 7, WaitingSessions = 3 },
            QuotaOptions.Read(Configuration(("ItemsPerDataset", "5000000000"), ("BytesPerDataset", "7"), ("WaitingSessions", "3"))));

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{QuotaOptions.Section}:{setting.Key}", (string?)setting.Value))).Build();
}
