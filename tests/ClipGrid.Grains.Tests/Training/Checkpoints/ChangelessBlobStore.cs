using System.Text.Json;
using System.Text.Json.Nodes;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>The control: a head in which nobody finds his own write again, and whose owner is somebody else.</summary>
internal sealed class ChangelessBlobStore(IBlobStore store) : WrappedBlobStore(store)
{
    public override async Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        await using BlobContent content = await Inner.OpenAsync(name, range, cancellationToken);
        JsonNode head = (await JsonNode.ParseAsync(content.Stream, cancellationToken: cancellationToken))!;
        (head["Change"], head["Owner"]) = ("", "");
        return new BlobContent(content.Info, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(head)));
    }
}
