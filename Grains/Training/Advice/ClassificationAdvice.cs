using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>How a model learns to tell labels apart.</summary>
internal static class ClassificationAdvice
{
    private const int FewestItems = 10;
    private const int FewPerLabel = 20;
    private const int ManyPerLabel = 500;
    private const int ManyItems = 2000;
    private const int FewestMixed = 20;
    private const double ProbeDecay = 1e-3;

    /// <summary>Gives it.</summary>
    /// <exception cref="GridException">Invalid: too few labels or pictures.</exception>
    public static void Give(SessionDraft draft, DataFacts data, BaseModel start)
    {
        if (data.LabelCounts.Count < 2 || data.LabelledCount < FewestItems)
            throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"{data.Dataset} has {data.LabelledCount} pictures of {data.LabelCounts.Count} labels, and classification needs {FewestItems} of 2 at least: add labelled pictures, or choose retrieval, which learns from captions."));
        long perLabel = data.PicturesPerLabel;
        if (perLabel < FewPerLabel)
            Probe(draft, data, start);
        else if (perLabel <= ManyPerLabel && start.IsTransformer)
            Lora(draft, data, start);
        else
            Tune(draft, data, start, isShort: perLabel <= ManyPerLabel);
    }

    private static void Probe(SessionDraft draft, DataFacts data, BaseModel start)
    {
        Learn(draft, ClassificationMethod.LinearProbe, $"Only a head learns, on embeddings that are computed once: {data.PicturesPerLabel} pictures of a label (the median) are too few to change a whole model without spoiling it, and it takes seconds (Radford et al. 2021, section 3.2).");
        (long trained, long judged) = HoldOutAdvice.Give(draft, data, data.LabelledCount, needsLabels: true);
        Batch(draft, trained, largest: 256);
        int passes = (int)Math.Clamp(300L * draft.Specification.BatchSize / trained, 20, 200);
        CourseAdvice.GiveSteps(draft, passes, trained, "steps of a head alone are cheap");
        CourseAdvice.GiveRate(draft, Math.Clamp(1e-3 * start.Version.LogitScale, 1e-3, 0.1), "a thousandth of the model's logit scale, which is the size of the head's weights");
        draft.Choose(s => s with { WeightDecay = ProbeDecay }, $"The weight decay is {ProbeDecay}, because at this rate the usual 0.2 would pull the head to zero.");
        draft.Choose(s => s with { CropMinScale = 1, Mirrors = false }, $"Pictures are not varied, because each is embedded once.");
        CourseAdvice.GiveJudging(draft, judged, evaluationCount: 8, patience: 3);
    }

    private static void Lora(SessionDraft draft, DataFacts data, BaseModel start)
    {
        Learn(draft, ClassificationMethod.FineTuning, $"The image tower learns too, because {data.PicturesPerLabel} pictures of a label (the median) are enough for it.");
        draft.Choose(
            s => s with { Lora = new LoraOptions { Rank = 8, Alpha = 16, ImageTower = true, TextTower = false } },
            $"It learns low-rank updates of rank 8 in place of full ones, which keep what the model knows and need little memory (Hu et al. 2022); above {ManyPerLabel} pictures of a label all weights would be tuned.");
        (long trained, long judged) = HoldOutAdvice.Give(draft, data, data.LabelledCount, needsLabels: true);
        Batch(draft, trained, largest: data.LabelledCount < ManyItems ? 32 : 64);
        CourseAdvice.GiveMicroBatch(draft, start);
        CourseAdvice.GiveSteps(draft, data.LabelledCount < ManyItems ? 30 : 10, trained, "low-rank updates overfit late, and it stops when nothing gets better");
        CourseAdvice.GiveRate(draft, start.TuningRate * start.LoraFactor * 2, "low-rank updates bear a higher one than whole weights");
        Vary(draft, data);
        CourseAdvice.GiveJudging(draft, judged, evaluationCount: 20, patience: 5);
        Mix(draft, judged);
    }

    private static void Tune(SessionDraft draft, DataFacts data, BaseModel start, bool isShort)
    {
        string why = isShort ? "a ResNet has no transformer blocks for low-rank updates" : "so many teach all weights without spoiling them";
        Learn(draft, ClassificationMethod.FineTuning, $"All weights of the image tower learn: there are {data.PicturesPerLabel:N0} pictures of a label (the median), and {why}.");
        draft.Choose(
            s => s with { LayerRateDecay = 0.75 },
            $"Each layer learns at three quarters of the rate of the one above it, because lower layers know what all pictures have in common (Clark et al. 2020, section 3.2).");
        (long trained, long judged) = HoldOutAdvice.Give(draft, data, data.LabelledCount, needsLabels: true);
        Batch(draft, trained, largest: data.LabelledCount < ManyItems ? 32 : data.LabelledCount < 10 * ManyItems ? 64 : 128);
        CourseAdvice.GiveMicroBatch(draft, start);
        CourseAdvice.GiveSteps(draft, isShort ? 10 : data.LabelledCount < 10 * ManyItems ? 10 : 5, trained, isShort ? "tuning all weights by few pictures has to be short" : "the more pictures, the fewer passes they need");
        CourseAdvice.GiveRate(draft, start.TuningRate * Math.Sqrt(draft.Specification.BatchSize / 64.0), $"what a model of {FormattableString.Invariant($"{start.Version.ParameterCount / 1e6:0.#}")} million numbers bears, by the root of the batch");
        Vary(draft, data);
        CourseAdvice.GiveJudging(draft, judged, evaluationCount: 20, patience: 5);
        Mix(draft, judged);
    }

    private static void Learn(SessionDraft draft, ClassificationMethod method, FormattableString reason) => draft.Choose(
        s => s with { Task = TrainingTask.Classification, Classification = new ClassificationOptions { Method = method } }, reason);

    private static void Batch(SessionDraft draft, long trained, int largest)
    {
        int batch = Math.Min(largest, Rounding.PowerOfTwo(trained / 2));
        draft.Choose(s => s with { BatchSize = batch }, $"A step takes {batch} pictures: {(batch < largest ? "at least two steps make a pass over so few" : "more would make fewer, costlier steps")}.");
    }

    private static void Vary(SessionDraft draft, DataFacts data)
    {
        if (data.TypicalSide <= 40)
            CourseAdvice.GiveCrops(draft, 0.9, "so small pictures lose what they show when more is cut off");
        else
            CourseAdvice.GiveCrops(draft, data.LabelledCount < ManyItems ? 0.5 : 0.7, "the model sees each picture otherwise every time, which makes few go further");
        CourseAdvice.GiveMirrors(draft, data);
    }

    private static void Mix(SessionDraft draft, long judged)
    {
        if (judged >= FewestMixed)
            draft.Choose(
                s => s with { Classification = s.Classification! with { Mixtures = [0.25, 0.5, 0.75, 1] } },
                $"At the end mixtures of the new weights with those of the start are tried and the best is published, because a mixture often keeps more of both (Wortsman et al. 2022).");
        else
            draft.Choose(s => s, $"No mixtures of old and new weights are tried, because {judged} held-out pictures are too few to choose one by.");
    }
}
