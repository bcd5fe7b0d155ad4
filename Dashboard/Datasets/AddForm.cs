using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>What a person fills in to add pictures.</summary>
internal sealed class AddForm
{
    private const int LongestPath = 4_096;

    /// <summary>The data set's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The path on the server, if the pictures lie there.</summary>
    public string Path { get; set; } = "";

    /// <summary>How they lie.</summary>
    public DatasetFormat Format { get; set; }

    /// <summary>What becomes of keys that are there already.</summary>
    public OnExisting OnExisting { get; set; }

    /// <summary>Names of numbered labels, one a line.</summary>
    public string LabelNames { get; set; } = "";

    /// <summary>Which pair of idx files; empty for all.</summary>
    public string Split { get; set; } = "";

    /// <summary>What is wrong with the name, or null.</summary>
    public string? NameComplaint => Name.Length == 0 ? "Give it a name." : DatasetName.TryParse(Name, null, out _) ? null : $"This is no name for a data set: {GridName.Rule}.";

    /// <summary>What is wrong with the path, or null.</summary>
    public string? PathComplaint => Path.Trim() switch
    {
        "" => "Name a folder or a file on the server.",
        { Length: > LongestPath } => $"A path has at most {LongestPath:N0} characters.",
        var path when path.Any(char.IsControl) => "The path has a control character.",
        _ => null,
    };

    /// <summary>What the grid is asked for.</summary>
    /// <exception cref="GridException">Invalid: a field.</exception>
    public AddSettings ToSettings()
    {
        AddSettings settings = new()
        {
            Name = NameComplaint is { } complaint ? throw new GridException(GridProblem.Invalid, complaint) : DatasetName.Parse(Name),
            Format = Format,
            OnExisting = OnExisting,
            LabelNames = [.. LabelNames.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Split = Split.Length == 0 ? null : Split,
        };
        settings.ToOptions();
        return settings;
    }

    /// <summary>A name for a data set made of another name; empty if nothing of it can stand in one.</summary>
    public static string NameFrom(string text)
    {
        string name = string.Join('-', new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        name = name.TrimStart('.', '_', '-');
        return name[..Math.Min(name.Length, 64)].TrimEnd('.', '-');
    }
}
