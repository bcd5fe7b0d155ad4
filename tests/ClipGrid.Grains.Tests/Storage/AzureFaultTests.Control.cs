using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ClipGrid.Contracts.Errors;
using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Faults;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public sealed partial class AzureFaultTests
{
    [Fact]
    [Trait("Check", "F10")]
    public async Task UploadAsync_RepeatedBlindlyAfterALostAnswer_SeesAConflictThatIsItself()
    {
        // The control: what would happen without the operation's id.
        BlobClientOptions options = new() { Retry = { MaxRetries = 0 } };
        BlobContainerClient container = new BlobServiceClient(AzuriteProcess.Connection(Proxy.Port), options).GetBlobContainerClient($"test-{Guid.NewGuid():N}");
        await container.CreateAsync(cancellationToken: Cancellation);
        BlobClient blob = container.GetBlobClient(Name);
        BlobUploadOptions ifAbsent = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        FailFirst(1, _ => Fault.DropResponse, request => request.IsCommit);
        RequestFailedException lost = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(new BinaryData("mine"), ifAbsent, Cancellation));
        Assert.Equal(0, lost.Status);
        RequestFailedException repeated = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(new BinaryData("mine"), ifAbsent, Cancellation));
        Assert.Equal(409, repeated.Status);
    }

    [Fact]
    public async Task GridException_OfAFault_CrossesAGrainCallWhole()
    {
        Proxy.Rule = _ => Fault.Busy;
        GridException exception = await UnavailableAsync(() => Store.FindAsync(Name, Cancellation));
        await using ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        Serializer serializer = services.GetRequiredService<Serializer>();
        GridException? read = serializer.Deserialize<GridException>(serializer.SerializeToArray(exception));
        Assert.Equal(((GridProblem?)exception.Problem, exception.Message), (read?.Problem, read?.Message));
    }
}
