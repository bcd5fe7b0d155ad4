using System.Globalization;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>A checkpoint for people.</summary>
internal static class CheckpointText
{
    /// <summary>Its step.</summary>
    public static string Step(CheckpointInfo checkpoint) => checkpoint.Step.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why it is kept beyond the newest ones, or nothing.</summary>
    public static string Kept(CheckpointInfo checkpoint) => (checkpoint.IsBest, checkpoint.IsPinned) switch
    {
        (true, true) => "best, pinned",
        (true, false) => "best",
        (false, true) => "pinned",
        _ => "",
    };
}
