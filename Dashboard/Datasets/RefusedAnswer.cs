using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>A sample that was not taken in.</summary>
/// <param name="Where">Where in the source.</param>
/// <param name="Key">Its key, as far as known.</param>
/// <param name="Reason">Why, in kind.</param>
/// <param name="Message">Why, in a sentence.</param>
internal sealed record RefusedAnswer(string Where, string? Key, RefusalReason Reason, string Message);
