using System.Globalization;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>The key of a run's grain: session and attempt, <c>s0198c6d2~3</c>; a session's id has no ~.</summary>
internal static class SessionHostKey
{
    private const char Separator = '~';

    /// <summary>The key.</summary>
    public static string Of(SessionId session, long attempt) => string.Create(CultureInfo.InvariantCulture, $"{session}{Separator}{attempt}");

    /// <summary>What a key stands for.</summary>
    public static (SessionId Session, long Attempt) Parse(string key)
    {
        string[] parts = key.Split(Separator);
        return (SessionId.Parse(parts[0]), long.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
