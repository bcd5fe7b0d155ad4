namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>A line of a text file.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">Its text without the line break; empty if it is too long.</param>
/// <param name="IsTooLong">It is longer than <see cref="LineReader.LongestLine"/>.</param>
internal sealed record SourceLine(int Number, string Text, bool IsTooLong);
