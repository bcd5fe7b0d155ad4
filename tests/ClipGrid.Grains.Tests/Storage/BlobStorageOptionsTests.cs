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
    [InlineData("ClipGrid:Storage:Folder", "", "ClipGrid:Storage:Folder")]
    [InlineData("ClipGrid:Storage:Kind", "Azure", "ClipGrid:Storage:ConnectionString")]
    [InlineData("ClipGrid:Storage:Kind", "7", "ClipGrid:Storage:Kind")]
    [InlineData("ClipGrid:Storage:Kind", "Tape", "Kind")]
    [InlineData("ClipGrid:Storage:Foldr", "x", "Foldr")]
    [InlineData("ClipGrid:Storage:Resilience:AttemptTimeout", "0:0:0", "ClipGrid:Storage:Resilience:AttemptTimeout is 00:00:00")]
    [InlineData("ClipGrid:Storage:Resilience:TotalTimeout", "0:0:1", "ClipGrid:Storage:Resilience:TotalTimeout")]
    [InlineData("ClipGrid:Storage:Resilience:MaxRetryCount", "0", "ClipGrid:Storage:Resilience:MaxRetryCount is 0: give a value from 1 to 100")]
    [InlineData("ClipGrid:Storage:Resilience:MaxRetryCount", "many", "Storage")]
    [InlineData("ClipGrid:Storage:Resilience:BaseDelay", "0:0:0", "ClipGrid:Storage:Resilience:BaseDelay")]
    [InlineData("ClipGrid:Storage:Resilience:MaxDelay", "0:0:0.5", "ClipGrid:Storage:Resilience:MaxDelay")]
    [InlineData("ClipGrid:Storage:Resilience:BreakerFailureRatio", "2", "ClipGrid:Storage:Resilience:BreakerFailureRatio")]
    [InlineData("ClipGrid:Storage:Resilience:BreakerThroughput", "1", "ClipGrid:Storage:Resilience:BreakerThroughput")]
    [InlineData("ClipGrid:Storage:Resilience:BreakerSampling", "0:0:0", "ClipGrid:Storage:Resilience:BreakerSampling")]
    [InlineData("ClipGrid:Storage:Resilience:BreakDuration", "0:0:0", "ClipGrid:Storage:Resilience:BreakDuration")]
    [InlineData("ClipGrid:Storage:Resilience:BlockSize", "10", "ClipGrid:Storage:Resilience:BlockSize")]
    [InlineData("ClipGrid:Storage:Resilience:Parallelism", "0", "ClipGrid:Storage:Resilience:Parallelism")]
    public void AddClipGridStorage_OfAWrongValue_NamesItsKey(string key, string value, string expected)
    {
        GridException exception = Refuse(("ClipGrid:Storage:Folder", "data"), (key, value));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPPER")]
    [InlineData("a")]
    [InlineData("a--b")]
    [InlineData("-ab")]
    public void AddClipGridStorage_OfAContainerThatCannotBe_SaysSo(string container)
    {
        GridException exception = Refuse(("ClipGrid:Storage:Kind", "Azure"), ("ClipGrid:Storage:ServiceUri", "https://account.blob.core.windows.net"), ("ClipGrid:Storage:Container", container));
        Assert.Contains($"ClipGrid:Storage:Container is \"{container}\"", exception.Message, StringComparison.Ordinal);
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
        Assert.Contains("ClipGrid:Storage:ConnectionString", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddClipGridStorage_OfBothAddresses_AsksForOneAndShowsNone()
    {
        GridException exception = Refuse(("ClipGrid:Storage:Kind", "Azure"), ("ClipGrid:Storage:ServiceUri", "https://account.blob.core.windows.net"), ("ClipGrid:Storage:ConnectionString", Secret));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("both given", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddClipGridStorage_OfAFolder_OpensThatFolder()
    {
        using TemporaryFolder folder = new();
        ServiceCollection services = new();
        services.AddClipGridStorage(Options(("ClipGrid:Storage:Folder", folder.File("blobs"))));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.False(Directory.Exists(folder.File("blobs")));
        Assert.IsType<FileBlobStore>(Assert.IsType<MeteredBlobStore>(provider.GetRequiredService<IBlobStore>()).Measured);
        Assert.True(Directory.Exists(folder.File("blobs")));
    }

    [Fact]
    public void AddClipGridStorage_OfAnAddress_OpensAzureWithoutConnecting()
    {
        ServiceCollection services = new();
        services.AddClipGridStorage(Options(("ClipGrid:Storage:Kind", "Azure"), ("ClipGrid:Storage:ServiceUri", "https://account.blob.core.windows.net"), ("ClipGrid:Storage:Resilience:Parallelism", "8")));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.IsType<AzureBlobStore>(Assert.IsType<MeteredBlobStore>(provider.GetRequiredService<IBlobStore>()).Measured);
    }

    private static GridException Refuse(params (string Key, string Value)[] values)
    {
        GridException exception = Assert.Throws<GridException>(() => new ServiceCollection().AddClipGridStorage(Options(values)));
        Assert.Equal(GridProblem.Invalid, exception.Problem);
        return exception;
    }

    private static BlobStorageOptions Options(params (string Key, string Value)[] values)
    {
        Dictionary<string, string?> settings = [];
        foreach ((string key, string value) in values)
            settings[key] = value;
        return StorageHostingExtensions.ReadStorageOptions(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(BlobStorageOptions.Section));
    }
}
