using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Training.Tasks;

/// <summary>Chooses what a session publishes: its last state, its best checkpoint, or the best mixture of that with the start. For one thread.</summary>
internal sealed class FinalModel(PreparedSession prepared, SessionSpecification specification, RunEvaluations? evaluations, CheckpointStore checkpoints, string scratch)
{
    /// <summary>What is published.</summary>
    /// <param name="Step">Its step.</param>
    /// <param name="Metrics">What was measured on it.</param>
    /// <param name="Mixture">Its share of the fine-tuned weights, or null where nothing was mixed.</param>
    public sealed record Choice(long Step, ImmutableSortedDictionary<string, double> Metrics, double? Mixture);

    /// <summary>Chooses, and saves the model.</summary>
    /// <param name="trainee">The last state; its checkpoint is stored.</param>
    /// <param name="folder">Where to; a path at which nothing is yet.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Choice Save(Trainee trainee, string folder, CancellationToken cancellationToken)
    {
        long last = trainee.Trainer.StepCount;
        EvaluatedStep? best = specification.Evaluation is { PublishesBest: true } ? evaluations?.Best : null;
        Choice choice = new(best?.Step ?? last, best?.Metrics ?? evaluations?.Find(last)?.Metrics ?? ImmutableSortedDictionary<string, double>.Empty, null);
        if (choice.Step == last)
            trainee.Save(folder, cancellationToken);
        else
            SaveCheckpoint(choice.Step, folder, cancellationToken);
        ImmutableArray<double> shares = specification.Classification?.Mixtures ?? [];
        return shares.IsEmpty || evaluations is null ? choice : Mix(choice, [.. shares.Where(share => share != 1)], folder, cancellationToken);
    }

    private void SaveCheckpoint(long step, string folder, CancellationToken cancellationToken)
    {
        TrainerCheckpoint checkpoint = checkpoints.LoadStepAsync(step, Path.Combine(scratch, "best"), cancellationToken).GetAwaiter().GetResult();
        using ClipModel model = new StartingModel(prepared, specification).Build(isOverwritten: true);
        checkpoint.CopyWeightsTo(model.Network);
        TrainedModel.Save(model, checkpoint.Head(prepared.Items.Plan.Classes), folder, cancellationToken);
    }

    // Wortsman et al. 2022, section 3: each share is judged as it would be published.
    private Choice Mix(Choice tuned, ImmutableArray<double> shares, string folder, CancellationToken cancellationToken)
    {
        StartingModel start = new(prepared, specification);
        using ClipModel startModel = start.Build(), tunedModel = ClipModel.Load(folder);
        ClassifierHead startHead = start.BuildHead()!, tunedHead = ClassifierHead.Find(folder)!;
        WeightSet before = startModel.Network.ToWeights(), after = tunedModel.Network.ToWeights();
        (Choice Choice, string Folder) best = (tuned with { Mixture = 1 }, folder);
        foreach (double share in shares)
        {
            string mixed = Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"mixture-{share}"));
            tunedModel.Network.Load(WeightMixture.Mix(before, after, share));
            TrainedModel.Save(tunedModel, WeightMixture.Mix(startHead, tunedHead, share), mixed, cancellationToken);
            ImmutableSortedDictionary<string, double> metrics = evaluations!.Evaluate(tuned.Step, mixed, cancellationToken);
            evaluations.Found(new EvaluatedStep(tuned.Step, metrics), string.Create(CultureInfo.InvariantCulture, $"{evaluations.Describe(metrics)} with {share:0.##} of the fine-tuned weights and {1 - share:0.##} of the start's."));
            bool isBetter = evaluations.ValueOf(metrics) > evaluations.ValueOf(best.Choice.Metrics);
            string worse = isBetter ? best.Folder : mixed;
            if (isBetter)
                best = (new Choice(tuned.Step, metrics, share), mixed);
            Directory.Delete(worse, recursive: true);
        }
        if (best.Folder != folder)
            Directory.Move(best.Folder, folder);
        return best.Choice;
    }
}
