using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public sealed class BlobStorageOptionsTests
{
    private const string Secret = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";

    [Theory]
    [InlineData("Storage:Folder", "", "Storage:Folder")]
    [InlineData("Storage:Kind", "Azure", "Storage:ConnectionString")]
    [InlineData("Storage:Kind", "7", "Storage:Kind")]
    [InlineData("Storage:Kind", "Tape", "Kind")]
    [InlineData("Storage:Foldr", "x", "Foldr")]
    [InlineData("Storage:Resilience:AttemptTimeout", "0:0:0", "Storage:Resilience:AttemptTimeout is 00:00:00")]
    [InlineData("Storage:Resilience:TotalTimeout", "0:0:1", "Storage:Resilience:TotalTimeout")]
    [InlineData("Storage:Resilience:MaxRetryCount", "0", "Storage:Resilience:MaxRetryCount is 0: give a value from 1 to 100")]
    [InlineData("Storage:Resilience:MaxRetryCount", "many", "Storage")]
    [InlineData("Storage:Resilience:BaseDelay", "0:0:0", "Storage:Resilience:BaseDelay")]
    [InlineData("Storage:Resilience:MaxDelay", "0:0:0.5", "Storage:Resilience:MaxDelay")]
    [InlineData("Storage:Resilience:BreakerFailureRatio", "2", "Storage:Resilience:BreakerFailureRatio")]
    [InlineData("Storage:Resilience:BreakerThroughput", "1", "Storage:Resilience:BreakerThroughput")]
    [InlineData("Storage:Resilience:BreakerSampling", "0:0:0", "Storage:Resilience:BreakerSampling")]
    [InlineData("Storage:Resilience:BreakDuration", "0:0:0", "Storage:Resilience:BreakDuration")]
    [InlineData("Storage:Resilience:BlockSize", "10", "Storage:Resilience:BlockSize")]
    [InlineData("Storage:Resilience:Parallelism", "0", "Storage:Resilience:Parallelism")]
    public void AddClipGridStorage_OfAWrongValue_NamesItsKey(string key, string value, string expected)
    {
        GridException exception = Refuse(("Storage:Folder", "data"), (key, value));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPPER")]
    [InlineData("a")]
    [InlineData("a--b")]
    [InlineData("-ab")]
    public void AddClipGridStorage_OfAContainerThatCannotBe_SaysSo(string container)
    {
        GridException exception = Refuse(("Storage:Kind", "Azure"), ("Storage:ServiceUri", "https://account.blob.core.windows.net"), ("Storage:Container", container));
        Assert.Contains($"Storage:Container is \"{container}\"", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=not base 64 " + Secret)]
    [InlineData(Secret)]
    [InlineData("BlobEndpoint=no address;AccountName=a;AccountKey=" + Secret)]
    public void AzureBlobStore_OfABrokenConnectionString_DoesNotRepeatIt(string connection)
    {
        BlobStorageOptions options = new() { Kind = BlobStorageKind.Azure, ConnectionString = connection };
        GridException exception = Assert.Throws<GridException>(() => BlobStores.Open(options));
        Assert.Equal(GridProblem.Invalid, exception.Problem);
        Assert.DoesNotContain(Secret, exception.ToString() + options, StringComparison.Ordinal);
        Assert.Contains("Storage:ConnectionString", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddClipGridStorage_OfBothAddresses_AsksForOneAndShowsNone()
    {
        GridException exception = Refuse(("Storage:Kind", "Azure"), ("Storage:ServiceUri", "https://account.blob.core.windows.net"), ("Storage:ConnectionString", Secret));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("both given", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddClipGridStorage_OfAFolder_OpensThatFolder()
    {
        using TemporaryFolder folder = new();
        ServiceCollection services = new();
        services.AddClipGridStorage(Section(("Storage:Folder", folder.File("blobs"))));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.False(Directory.Exists(folder.File("blobs")));
        Assert.IsType<FileBlobStore>(provider.GetRequiredService<IBlobStore>());
        Assert.True(Directory.Exists(folder.File("blobs")));
    }

    [Fact]
    public void AddClipGridStorage_OfAnAddress_OpensAzureWithoutConnecting()
    {
        ServiceCollection services = new();
        services.AddClipGridStorage(Section(("Storage:Kind", "Azure"), ("Storage:ServiceUri", "https://account.blob.core.windows.net"), ("Storage:Resilience:Parallelism", "8")));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.IsType<AzureBlobStore>(provider.GetRequiredService<IBlobStore>());
    }

    private static GridException Refuse(params (string Key, string Value)[] values)
    {
        GridException exception = Assert.Throws<GridException>(() => new ServiceCollection().AddClipGridStorage(Section(values)));
        Assert.Equal(GridProblem.Invalid, exception.Problem);
        return exception;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values)
    {
        Dictionary<string, string?> settings = [];
        foreach ((string key, string value) in values)
            settings[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(BlobStorageOptions.Section);
    }
}
