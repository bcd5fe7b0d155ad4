using System.Collections.Immutable;

namespace ClipGrid.Model.Classification;

/// <summary>The names of a classifier's classes.</summary>
internal static class ClassNames
{
    /// <exception cref="ArgumentException">There is none, or one is empty or doubled.</exception>
    internal static void Check(ImmutableArray<string> classes)
    {
        if (FaultOf(classes) is { } fault)
            throw new ArgumentException($"{fault}.", nameof(classes));
    }

    /// <summary>What is wrong with the names, as a sentence without its full stop, or null.</summary>
    internal static string? FaultOf(ImmutableArray<string> classes)
    {
        if (classes.IsDefaultOrEmpty)
            return "there is no class: a classifier needs one or more";
        for (int i = 0; i < classes.Length; i++)
            if (string.IsNullOrWhiteSpace(classes[i]))
                return $"class {i} has no name: give every class one";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return classes.FirstOrDefault(name => !seen.Add(name)) is { } twice
            ? $"the class \"{twice}\" is there twice: no answer could tell the two apart, so name each differently"
            : null;
    }
}
