namespace ClipGrid.Dashboard.Models;

/// <summary>Something that is known of a version.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">As people read it; empty where there is none.</param>
internal sealed record ModelFact(string Name, string Value);
