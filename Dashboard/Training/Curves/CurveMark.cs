using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>Something that happened, as a mark on the curves.</summary>
/// <param name="Step">After which step.</param>
/// <param name="Sign">One or two letters beside the mark.</param>
/// <param name="Text">What happened.</param>
/// <param name="IsTrouble">Whether a person should look at it.</param>
internal sealed record CurveMark(long Step, string Sign, string Text, bool IsTrouble)
{
    private const int LongestText = 160;

    /// <summary>The mark of an event, or null for one that is not worth one.</summary>
    public static CurveMark? Of(SessionEvent happened)
    {
        string? sign = happened.Kind switch
        {
            SessionEventKind.Paused => "‖",
            SessionEventKind.Resumed => "▸",
            SessionEventKind.Moved => "⇄",
            SessionEventKind.RateChanged => "η",
            SessionEventKind.RolledBack => "↶",
            SessionEventKind.Warning => "!",
            SessionEventKind.Ended => "■",
            _ => null,
        };
        return sign is null ? null : new CurveMark(happened.Step, sign, Display.Shown.Short(happened.Text, LongestText), happened.Kind is SessionEventKind.RolledBack or SessionEventKind.Warning);
    }
}
