using System.ComponentModel.DataAnnotations;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>The section <c>ClipGrid:Http</c>: what one request to the HTTP API may ask for. Checked when the process starts.</summary>
internal sealed class ApiOptions
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid:Http";

    /// <summary>Most bytes of a body without pictures, 1 KiB to 64 MiB.</summary>
    [Range(1 << 10, 64 << 20)]
    public long LargestBody { get; set; } = 1 << 20;

    /// <summary>Most bytes of a body that may hold pictures, 1 KiB to 1 GiB; in base64 a picture takes a third more than its file.</summary>
    [Range(1 << 10, 1 << 30)]
    public long LargestPictureBody { get; set; } = 32 << 20;

    /// <summary>Most texts that a request for embeddings may bring, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MostTexts { get; set; } = 2_048;

    /// <summary>Most pictures that a request may bring, 1 to 256.</summary>
    [Range(1, 256)]
    public int MostPictures { get; set; } = 256;

    /// <summary>Requests that may embed, search, classify and rank at the same time; as many again wait, and the rest are told to come back. 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MostAtOnce { get; set; } = 64;

    /// <summary>Seconds between two signs of life of a stream that has nothing to say, 1 to 60.</summary>
    [Range(1, 60)]
    public int HeartbeatSeconds { get; set; } = 15;
}
