using Azure.Core;
using Azure.Core.Pipeline;

namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>
/// Gives deletes an empty body. Without any, .NET's own HTTP client repeats a request whose connection ended without an answer, and
/// we would hear only that there is no such blob, where it was ours to delete.
/// </summary>
internal sealed class HeardDeletePolicy : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.Request.Method == RequestMethod.Delete)
            message.Request.Content ??= RequestContent.Create(ReadOnlyMemory<byte>.Empty);
    }
}
