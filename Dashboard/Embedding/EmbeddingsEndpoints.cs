using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>Texts and pictures to vectors, as OpenAI's API does it.</summary>
internal static class EmbeddingsEndpoints
{
    public static void MapEmbeddings(this IEndpointRouteBuilder api) =>
        api.MapPost("/embeddings", EmbedAsync).WithTags("Embeddings").TakesPictures(api).Computes()
            .WithSummary("Embed texts and pictures")
            .WithDescription("Compatible with OpenAI's API, down to the shape of its errors: point a client of it here. Pictures come as data URIs. Vectors have unit length; usage is always 0.");

    private static async Task<Ok<EmbeddingsAnswer>> EmbedAsync(EmbeddingsBody body, ClipGridClient grid, IOptions<ApiOptions> limits, CancellationToken cancellationToken)
    {
        bool isBase64 = body.EncodingFormat switch
        {
            null or "float" => false,
            "base64" => true,
            _ => throw new RequestFault("encoding_format", "encoding_format must be float or base64."),
        };
        IReadOnlyList<EmbeddingInput> inputs = EmbeddingInput.Read(body.Input, limits.Value);
        ModelVersionInfo version = await grid.Models.ResolveAsync(ModelRef.Parse(body.Model), cancellationToken);
        if (body.Dimensions is { } dimensions && dimensions != version.EmbedDim)
            throw new RequestFault("dimensions", FormattableString.Invariant($"Vectors of {version.Id.Short} have {version.EmbedDim} dimensions, not {dimensions}: leave dimensions away."));
        ModelRef model = new(version.Id.Name, version.Id.Digest.Value);
        using IEmbeddingGenerator<string, Embedding<float>> ofTexts = grid.TextEmbeddings(model);
        using IEmbeddingGenerator<DataContent, Embedding<float>> ofPictures = grid.PictureEmbeddings(model);
        Queue<Embedding<float>> texts = new(await ofTexts.GenerateAsync([.. inputs.Select(input => input.Text).OfType<string>()], cancellationToken: cancellationToken));
        Queue<Embedding<float>> pictures = new(await ofPictures.GenerateAsync([.. inputs.Select(input => input.Picture).OfType<DataContent>()], cancellationToken: cancellationToken));
        return TypedResults.Ok(new EmbeddingsAnswer(
            "list",
            [.. inputs.Select((input, index) => new EmbeddingEntry("embedding", index, Numbers((input.Text is null ? pictures : texts).Dequeue().Vector, isBase64)))],
            version.Id.ToString(),
            new EmbeddingsUsage(0, 0)));
    }

    private static object Numbers(ReadOnlyMemory<float> vector, bool isBase64)
    {
        if (!isBase64)
            return vector.ToArray();
        byte[] bytes = new byte[vector.Length * sizeof(float)];
        if (BitConverter.IsLittleEndian)
            MemoryMarshal.AsBytes(vector.Span).CopyTo(bytes);
        else
            for (int i = 0; i < vector.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector.Span[i]);
        return Convert.ToBase64String(bytes);
    }
}
