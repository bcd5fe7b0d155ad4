namespace ClipGrid.Dashboard.Models;

/// <summary>One box led to another.</summary>
/// <param name="From">The earlier one's place.</param>
/// <param name="To">The later one's place.</param>
internal readonly record struct LineageEdge(int From, int To);
