using System.Text.Json.Nodes;

namespace ClipGrid.Dashboard.Training;

/// <summary>A new session by this one's specification.</summary>
internal sealed record CloneBody
{
    /// <summary>What shall be other than in this session's specification, as a merge patch (RFC 7396): null takes a member away, so that it is as usual.</summary>
    public JsonObject? Change { get; init; }
}
