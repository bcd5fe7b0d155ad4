using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Training;

/// <summary>Why a session could not go on, in a sentence for people.</summary>
internal static class SessionFault
{
    /// <summary>The sentence.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="step">Steps done by then.</param>
    public static string Describe(Exception error, long step) => error switch
    {
        GridException => error.Message,
        PictureException => Invariant($"After step {step}: {error.Message} Delete the item or filter it out, and start a new session: the items of this one are fixed."),
        TrainingDivergedException or CheckpointException or InexactResumeException or ArgumentException
            or ConfigurationException or ModelFolderException or WeightMismatchException => Invariant($"After step {step}: {error.Message}"),
        _ => Invariant($"After step {step} the training stopped with {error.GetType().Name}: {error.Message} Resume it; if it stops again, look at the silo's log."),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
