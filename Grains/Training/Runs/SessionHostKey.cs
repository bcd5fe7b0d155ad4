using System.Globalization;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>The key of a run's grain: session and attempt, <c>s0198c6d2~3</c>; a session's id has no ~.</summary>
internal static class SessionHostKey
{
    private const char Separator = '~';

    /// <summary>The key.</summary>
    public static string Of(SessionId session, long attempt) => string.Create(CultureInfo.InvariantCulture, $"{session}{Separator}{attempt}");
}
