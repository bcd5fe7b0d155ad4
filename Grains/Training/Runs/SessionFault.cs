using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage.Files;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>Why a session could not go on, in a sentence for people.</summary>
internal static class SessionFault
{
    /// <summary>The sentence.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="step">Steps done by then.</param>
    /// <param name="folder">Where it writes on this machine.</param>
    public static string Describe(Exception error, long step, string folder) => error switch
    {
        GridException => error.Message,
        PictureException => Invariant($"After step {step}: {error.Message} Delete the item or filter it out, and start a new session: the items of this one are fixed."),
        InexactResumeException inexact => Invariant($"After step {step}: it would not go on bit for bit: {string.Join("; ", inexact.Differences)}. Start the silo as it was, or let it go on all the same by resume --allow-inexact (allowsInexact in the client): then it says for good that it is no longer its own, bit for bit."),
        TrainingDivergedException or CheckpointException or ArgumentException
            or ConfigurationException or ModelFolderException or WeightMismatchException => Invariant($"After step {step}: {error.Message}"),
        _ when FileFaults.IsKnown(error) => Invariant($"After step {step}: {FileFaults.Explain(error, folder, "the session's work").Message} Then resume it."),
        _ => Invariant($"After step {step} the training stopped with {error.GetType().Name}: {error.Message} Resume it; if it stops again, look at the silo's log."),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
