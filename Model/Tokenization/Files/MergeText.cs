namespace ClipGrid.Model.Tokenization.Files;

/// <summary>A merge as a file spells it, and where it stands: "line 12".</summary>
internal readonly record struct MergeText(string Left, string Right, string Place);
