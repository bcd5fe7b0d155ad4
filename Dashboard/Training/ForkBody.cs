using System.Text.Json.Nodes;

namespace ClipGrid.Dashboard.Training;

/// <summary>A new session from a checkpoint of this one.</summary>
internal sealed record ForkBody
{
    /// <summary>The checkpoint's step.</summary>
    public required long Step { get; init; }

    /// <summary>What shall be other than in this session's specification, as a merge patch (RFC 7396): null takes a member away, so that it is as usual.</summary>
    public JsonObject? Change { get; init; }
}
