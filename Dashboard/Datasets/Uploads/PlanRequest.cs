using System.Collections.Immutable;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>Files that somebody has chosen, before anything is sent.</summary>
/// <param name="Files">The files.</param>
internal sealed record PlanRequest(ImmutableArray<UploadFile> Files);
