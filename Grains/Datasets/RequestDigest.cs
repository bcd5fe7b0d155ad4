using System.Security.Cryptography;
using System.Text.Json;
using ClipGrid.Grains.Datasets.Shards;

namespace ClipGrid.Grains.Datasets;

/// <summary>Tells whether two requests are the same.</summary>
internal static class RequestDigest
{
    /// <summary>SHA-256 of a request's JSON.</summary>
    public static string Of<T>(T request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, ShardJson.Options)));
}
