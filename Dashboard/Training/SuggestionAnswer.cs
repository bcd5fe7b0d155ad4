using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>A specification to start as it is or to change, and why it is so.</summary>
/// <param name="Specification">The specification.</param>
/// <param name="Reasons">A sentence for each choice that was made.</param>
/// <param name="MemoryBytes">Memory that the device needs, estimated.</param>
internal sealed record SuggestionAnswer(SpecificationBody Specification, IReadOnlyList<string> Reasons, long MemoryBytes)
{
    /// <summary>Of the SDK's.</summary>
    public static SuggestionAnswer Of(SessionSuggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        return new SuggestionAnswer(suggestion.Specification.ToBody(), suggestion.Reasons, suggestion.MemoryBytes);
    }
}
