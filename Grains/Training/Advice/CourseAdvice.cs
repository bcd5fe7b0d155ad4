using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>How long, how often judged, and what is kept: alike for all goals.</summary>
internal static class CourseAdvice
{
    private const int LargestMicroBatch = 32;
    private const int FewestJudges = 20;
    private const double CheckpointSeconds = 300;

    /// <summary>Chooses steps for some passes over the data.</summary>
    public static void GiveSteps(SessionDraft draft, int passCount, long trainedCount, string why)
    {
        long steps = Math.Max(1, (passCount * trainedCount + draft.Specification.BatchSize - 1) / draft.Specification.BatchSize);
        draft.Choose(s => s with { StepCount = steps }, $"It trains {steps:N0} steps, {passCount} passes over {trainedCount:N0} pictures: {why}.");
    }

    /// <summary>Chooses how many pairs are computed at once, where all of a batch would need much memory.</summary>
    public static void GiveMicroBatch(SessionDraft draft, BaseModel start)
    {
        if (start.IsLarge && start.IsTransformer && draft.Specification.BatchSize > LargestMicroBatch)
            draft.Choose(s => s with { MicroBatchSize = LargestMicroBatch }, $"Of a batch {LargestMicroBatch} pairs are computed at once, because the model is large; the result is that of the whole batch.");
    }

    /// <summary>Chooses when it is judged, when it stops early, and what is kept.</summary>
    /// <param name="draft">The draft, with its steps.</param>
    /// <param name="judgedCount">Items that judge.</param>
    /// <param name="evaluationCount">How often it is judged in all.</param>
    /// <param name="patience">Evaluations without a better one after which it stops.</param>
    public static void GiveJudging(SessionDraft draft, long judgedCount, int evaluationCount, int patience)
    {
        long interval = Math.Max(1, draft.Specification.StepCount / evaluationCount);
        if (draft.Specification.Evaluation is not null)
            GiveEvaluations(draft, judgedCount, interval, patience);
        draft.Choose(
            s => s with { CheckpointInterval = interval, CheckpointSeconds = CheckpointSeconds },
            $"A checkpoint is written every {interval:N0} steps and every {CheckpointSeconds / 60:0} minutes, so that a crash costs no more than that.");
    }

    private static void GiveEvaluations(SessionDraft draft, long judgedCount, long interval, int patience)
    {
        string metric = draft.Specification.Evaluation?.Metric ?? (draft.Specification.Task == TrainingTask.Classification ? "accuracy" : "recall@1");
        draft.Choose(
            s => s with { Evaluation = s.Evaluation! with { Interval = interval, PublishesBest = true } },
            $"It is judged every {interval:N0} steps by its {metric}, and the best state is published rather than the last, because training too long makes a model forget.");
        if (judgedCount >= FewestJudges)
            draft.Choose(s => s with { Evaluation = s.Evaluation! with { Patience = patience } }, $"It stops early when {patience} evaluations in a row are no better: more steps would cost time and help nothing.");
        else
            draft.Choose(s => s, $"It does not stop early, because {judgedCount} held-out pictures are too few to tell a standstill from chance.");
    }

    /// <summary>Chooses whether pictures are mirrored.</summary>
    public static void GiveMirrors(SessionDraft draft, DataFacts data)
    {
        if (data.SidedWord is { } word)
            draft.Choose(s => s with { Mirrors = false }, $"Pictures are not mirrored, because a caption or label says \"{word}\", which would be wrong of a mirrored one.");
        else
            draft.Choose(s => s with { Mirrors = true }, $"Half of the pictures are mirrored, because no caption or label that was looked at speaks of sides or of writing.");
    }

    /// <summary>Chooses how much of a picture is shown.</summary>
    public static void GiveCrops(SessionDraft draft, double scale, string why) =>
        draft.Choose(s => s with { CropMinScale = scale }, $"A random crop shows {scale * 100:0} % of a picture or more: {why}.");

    /// <summary>Chooses a rate.</summary>
    public static void GiveRate(SessionDraft draft, double rate, string why)
    {
        double rounded = Rounding.TwoDigits(rate);
        draft.Choose(
            s => s with { LearningRate = rounded, WarmupStepCount = null },
            $"The rate is {rounded:0.#e-0}: {why}; it rises over the first tenth of the steps, because early gradients point anywhere, and falls to 0 at the end.");
    }
}
