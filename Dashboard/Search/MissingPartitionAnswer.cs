namespace ClipGrid.Dashboard.Search;

/// <summary>A partition that gave no answer.</summary>
/// <param name="Id">Which one: data set/version/number.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record MissingPartitionAnswer(string Id, string Reason);
