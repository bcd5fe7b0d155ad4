using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Training;

/// <summary>Sessions in words.</summary>
internal static class SessionWords
{
    private const int ShortLength = 13;

    /// <summary>The beginning of a long id, which names the session on a command line too.</summary>
    public static string ShortOf(SessionId id) => id.Value.Length > 32 ? id.Value[..ShortLength] : id.Value;

    /// <summary>What it is called where several stand together: its id, and what it trains.</summary>
    public static string Name(SessionInfo session) => $"{ShortOf(session.Id)} · {session.Specification.Publish}";

    /// <summary>What it starts from.</summary>
    public static string Start(SessionSpecification specification) => specification switch
    {
        { ForkOf: { } fork } => $"step {fork.Step} of {ShortOf(fork.Session)}",
        { Base: { } model } => $"{model}",
        { Preset: { } preset } => $"{preset}, from nothing",
        _ => "an architecture of its own, from nothing",
    };

    /// <summary>What it learns, and how.</summary>
    public static string Task(SessionSpecification specification) => specification.Task switch
    {
        TrainingTask.Classification => specification.Classification?.Method == ClassificationMethod.FineTuning ? "labels, fine-tuning" : "labels, linear probe",
        _ => specification.Loss == TrainingLoss.Sigmoid ? "pairs, sigmoid loss" : "pairs, contrastive loss",
    } + (specification.Lora is { } lora ? $", LoRA of rank {lora.Rank}" : "");

    /// <summary>How long it has still to go at its present speed, or null if nobody can tell.</summary>
    public static TimeSpan? TimeLeft(SessionInfo session) =>
        session is { State: SessionState.Running or SessionState.Evaluating, Last.SamplesPerSecond: > 0 and var speed }
            ? TimeOf(session.Specification.StepCount - session.Step, session.Specification.BatchSize, speed)
            : null;

    /// <summary>How long some steps take, or null if it is longer than times can be.</summary>
    public static TimeSpan? TimeOf(long stepCount, int batchSize, double samplesPerSecond) =>
        stepCount * (double)batchSize / samplesPerSecond is var seconds && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>How far it is.</summary>
    public static double Share(SessionInfo session) => Math.Clamp((double)session.Step / session.Specification.StepCount, 0, 1);

    /// <summary>How far it is, in words.</summary>
    public static string Progress(SessionInfo session) =>
        $"step {Shown.Count(session.Step)} of {Shown.Count(session.Specification.StepCount)}{(TimeLeft(session) is { } left ? $", {Shown.Duration(left)} left" : "")}";
}
