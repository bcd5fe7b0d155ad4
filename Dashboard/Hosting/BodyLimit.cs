using Microsoft.AspNetCore.Http.Metadata;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Most bytes of a body that an endpoint takes.</summary>
/// <param name="MaxRequestBodySize">The bytes.</param>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
