using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// Where the next page of a list begins, opaque to callers. It names a place and nothing else, so a forged one shows no more than what
/// its owner may ask for anyway; one of another list is refused.
/// </summary>
internal static class PageToken
{
    private const int LongestToken = 2_048;
    private const int MarkBytes = 6;

    /// <summary>A token.</summary>
    /// <param name="list">The list with all that decides what is in it.</param>
    /// <param name="place">Where it goes on.</param>
    public static string Write(string list, string place) => Base64Url.EncodeToString([.. Mark(list), .. Encoding.UTF8.GetBytes(place)]);

    /// <summary>The place, or null for the beginning.</summary>
    /// <exception cref="RequestFault">The token is none of this list.</exception>
    public static string? Read(string? token, string list)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        if (token.Length <= LongestToken && Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token) is { Length: > MarkBytes } bytes && bytes.AsSpan(0, MarkBytes).SequenceEqual(Mark(list)))
            return Encoding.UTF8.GetString(bytes, MarkBytes, bytes.Length - MarkBytes);
        throw Refused();
    }

    /// <summary>For a place that cannot be read.</summary>
    public static RequestFault Refused() =>
        new("pageToken", "The page token is none of this list: take nextPageToken of the page before, with the same parameters, or leave it away for the first page.");

    private static byte[] Mark(string list) => SHA256.HashData(Encoding.UTF8.GetBytes(list))[..MarkBytes];
}
