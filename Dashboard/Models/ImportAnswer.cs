using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Models;

/// <summary>How far an import is.</summary>
/// <param name="Id">The import.</param>
/// <param name="State">How far it is.</param>
/// <param name="Message">What it does now, or why it failed.</param>
/// <param name="Version">The version, once it is completed.</param>
internal sealed record ImportAnswer(string Id, JobState State, string? Message, string? Version)
{
    /// <summary>Of the SDK's status.</summary>
    public static ImportAnswer Of(ModelJobStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new ImportAnswer(status.Operation.ToString(), status.State, status.Message, status.Version?.ToString());
    }
}
