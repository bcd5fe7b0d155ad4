namespace ClipGrid.Dashboard.Models;

/// <summary>Where a box stands, in pixels from the upper left corner.</summary>
/// <param name="X">Its left side.</param>
/// <param name="Y">Its upper side.</param>
internal readonly record struct LineageBox(int X, int Y);
