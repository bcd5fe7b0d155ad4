namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>A row of a table, well-formed or not.</summary>
/// <param name="Line">The number of its first line, from 1.</param>
/// <param name="Fields">Its fields, if there is no problem.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, SampleProblem? Problem = null);
