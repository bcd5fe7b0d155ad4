using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>Why a specification is as it is, for people.</summary>
internal static class SuggestionText
{
    /// <summary>Says the reasons beside the result; a machine asks <c>clipgrid suggest --json</c> for them.</summary>
    public static void Note(CommandRun run, SessionSuggestion suggestion)
    {
        if (run.IsJson)
            return;
        foreach (string line in Lines(suggestion))
            run.Note(line);
    }

    /// <summary>A line for each reason, and one for the memory where it is known.</summary>
    public static IEnumerable<string> Lines(SessionSuggestion suggestion)
    {
        foreach (string reason in suggestion.Reasons)
            yield return Words.Line($"- {reason}");
        if (suggestion.MemoryBytes > 0)
            yield return $"- It needs about {Words.Bytes(suggestion.MemoryBytes)} of memory.";
    }
}
