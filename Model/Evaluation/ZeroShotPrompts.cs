using System.Collections.Immutable;

namespace ClipGrid.Model.Evaluation;

/// <summary>
/// Class names put into templates, such as "tench" into "a photo of a {}." (Radford et al. 2021, section 3.1.4): what is to be
/// embedded for a zero-shot classifier.
/// </summary>
public sealed record ZeroShotPrompts
{
    /// <summary>Where a template takes the class name.</summary>
    public const string Placeholder = "{}";

    /// <summary>Checks the names and templates.</summary>
    /// <param name="classNames">One or more different names.</param>
    /// <param name="templates">One or more, each with <see cref="Placeholder"/>.</param>
    /// <exception cref="ArgumentException">A list is empty, a name is empty or doubled, or a template has no place for the name.</exception>
    public ZeroShotPrompts(IEnumerable<string> classNames, IEnumerable<string> templates)
    {
        ClassNames = [.. classNames];
        Templates = [.. templates];
        if (ClassNames.IsEmpty || Templates.IsEmpty)
            throw new ArgumentException($"There are {ClassNames.Length} class names and {Templates.Length} templates: give one of each or more.");
        if (ClassNames.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"Class name {ClassNames.ToList().FindIndex(string.IsNullOrWhiteSpace)} is empty: give every class a name.");
        if (ClassNames.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The class name \"{twice.Key}\" appears {twice.Count()} times: no picture could tell them apart, so name each class differently.");
        if (Templates.FirstOrDefault(template => !template.Contains(Placeholder, StringComparison.Ordinal)) is { } without)
            throw new ArgumentException($"The template \"{without}\" has no place for the class name: write {Placeholder} where it belongs.");
    }

    /// <summary>The classes, in the order of the classifier.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The sentences that each class name is put into.</summary>
    public ImmutableArray<string> Templates { get; }

    /// <summary>All texts, class by class: text c * templates + t is class c in template t.</summary>
    public ImmutableArray<string> Expand() =>
        [.. ClassNames.SelectMany(name => Templates.Select(template => template.Replace(Placeholder, name, StringComparison.Ordinal)))];
}
