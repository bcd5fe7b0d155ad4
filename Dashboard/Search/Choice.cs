namespace ClipGrid.Dashboard.Search;

/// <summary>Something to choose.</summary>
/// <param name="Value">As an address names it.</param>
/// <param name="Words">As people read it.</param>
public sealed record Choice(string Value, string Words);
