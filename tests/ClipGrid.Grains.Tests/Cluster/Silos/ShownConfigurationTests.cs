using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Grains.Cluster.Silos;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Silos;

public sealed class ShownConfigurationTests
{
    [Theory]
    [InlineData("Storage:ConnectionString", "UseDevelopmentStorage=true")]
    [InlineData("Storage:AccountKey", "abc")]
    [InlineData("Clustering:Redis", "cache:6379,password=abc")]
    [InlineData("Api:Password", "abc")]
    [InlineData("Api:Keys:0:Value", "abc")]
    [InlineData("Storage:ServiceUri", "https://a.blob.core.windows.net/?sv=2024&sig=abc")]
    [InlineData("Storage:Folder", "DefaultEndpointsProtocol=https;AccountKey=abc")]
    [InlineData("Proxy", "https://user:abc@host/")]
    public void Of_WhatIsOrMayBeASecret_OnlySaysThatItIsSet(string key, string value) =>
        Assert.Equal(new ConfigurationEntry($"ClipGrid:{key}", ConfigurationEntry.Hidden), Assert.Single(Shown((key, value))));

    [Fact]
    public void Of_OtherSettings_ShowsThemInOrder() =>
        Assert.Equal(
            [
                new ConfigurationEntry("ClipGrid:DataFolder", "data\\n"),
                new ConfigurationEntry("ClipGrid:SiloPort", "11111"),
                new ConfigurationEntry("ClipGrid:Storage:Kind", "Azure"),
                new ConfigurationEntry("ClipGrid:Storage:ServiceUri", "https://a.blob.core.windows.net/"),
            ],
            Shown(("SiloPort", "11111"), ("Storage:Kind", "Azure"), ("Storage:ServiceUri", "https://a.blob.core.windows.net/"), ("DataFolder", "data\n"), ("Empty", "")));

    private static ImmutableArray<ConfigurationEntry> Shown(params (string Key, string Value)[] settings) => ShownConfiguration.Of(
        new ConfigurationBuilder().AddInMemoryCollection([.. settings.Select(setting => KeyValuePair.Create<string, string?>($"ClipGrid:{setting.Key}", setting.Value)), new("Other:Setting", "abc")]).Build().GetSection(ShownConfiguration.Section));
}
