using Azure.Core;
using Azure.Core.Pipeline;

namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>
/// Lets a body that is torn off fail: the library would ask for the rest by itself, five times and at once, which no option turns
/// off; it does so only for exceptions of kinds that <see cref="TornBodyException"/> is none of.
/// </summary>
internal sealed class TornBodyPolicy : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.HasResponse && message.Response.ContentStream is { } body)
            message.Response.ContentStream = new TornBodyStream(body);
    }
}
