using System.Collections.Immutable;

namespace ClipGrid.Dashboard.Models;

/// <summary>Names of files that a browser sends for a model's folder: its word is not trusted.</summary>
internal static class ModelFileName
{
    private const int Longest = 128;
    private static readonly ImmutableArray<string> Endings = [".json", ".txt", ".gz", ".safetensors"];

    /// <summary>Endings that a person may choose, as a file input wants them.</summary>
    public static string Accepted => string.Join(',', Endings);

    /// <summary>Why these files are no model's folder, or null if they may be one.</summary>
    public static string? Complaint(IReadOnlyCollection<string> names)
    {
        if (names.FirstOrDefault(name => !IsPlain(name)) is { } odd)
            return $"{Contracts.Naming.GridName.Shown(odd)} is no file of a model: choose files that end in {string.Join(", ", Endings)}.";
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"{Contracts.Naming.GridName.Shown(twice.Key)} is there twice: choose the files of one folder.";
        return names.Any(name => name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            ? null
            : "None of them is a .safetensors file: choose the weights too; pickled weights (.bin, .pt) are not read.";
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= Longest && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ' ' or '+')
        && Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
