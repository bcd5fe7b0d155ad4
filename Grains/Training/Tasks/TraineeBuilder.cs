using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training.Parts;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Native;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Training;
using ClipGrid.Model.Training.DataParallel;

namespace ClipGrid.Grains.Training.Tasks;

/// <summary>Puts together what a run trains, where its checkpoint left it.</summary>
internal static class TraineeBuilder
{
    /// <summary>Builds it; the caller disposes of it.</summary>
    /// <param name="prepared">What was prepared; its checkpoint is let go.</param>
    /// <param name="assignment">What to run.</param>
    /// <exception cref="InexactResumeException">The arithmetic is another than before, and the assignment does not allow it.</exception>
    public static Trainee Build(PreparedSession prepared, SessionAssignment assignment)
    {
        SessionSpecification specification = assignment.Specification;
        StartingModel start = new(prepared, specification);
        ClipModel model = start.Build(isOverwritten: prepared.Checkpoint is not null, Device(assignment.Host));
        try
        {
            ITrainingData data = Data(prepared, specification, model);
            TrainingSpecification training = TrainingMapping.Training(specification, prepared.Items.Plan.Classes.Length);
            ClipTrainer trainer = prepared.Checkpoint switch
            {
                null => new ClipTrainer(model.Network, training, data, start.BuildHead()),
                // What a fork has stored itself is its own already.
                { } checkpoint when specification.ForkOf?.Step == checkpoint.State.StepCount && checkpoint.State.Specification != training =>
                    ClipTrainer.Fork(model.Network, data, checkpoint, training, assignment.AllowsInexact),
                { } checkpoint => ClipTrainer.Resume(model.Network, data, checkpoint, assignment.AllowsInexact),
            };
            prepared.Checkpoint = null;
            return new Trainee(model, trainer, data, start, specification.Task == TrainingTask.Classification ? prepared.Items.Plan.Classes : []);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Builds what computes a part of the batches of a run elsewhere, which gives it the weights; the caller disposes of it.</summary>
    /// <param name="prepared">What was prepared.</param>
    /// <param name="assignment">Which part.</param>
    public static PartTrainee BuildPart(PreparedSession prepared, PartAssignment assignment)
    {
        SessionSpecification specification = assignment.Specification;
        ClipModel model = new StartingModel(prepared, specification).Build(isOverwritten: true, Device(assignment.Host));
        try
        {
            return new PartTrainee(model, new PartWorker(model.Network, TrainingMapping.Training(specification), Data(prepared, specification, model), assignment.Part));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static ComputeDevice Device(DeviceSlot host) => host.Kind == DeviceKind.Cuda ? ComputeDevice.Cuda(host.Number) : ComputeDevice.Cpu;

    private static ITrainingData Data(PreparedSession prepared, SessionSpecification specification, ClipModel model)
    {
        TrainingAugmentation augmentation = TrainingMapping.Augmentation(specification);
        if (specification.Task == TrainingTask.Contrastive)
            return new PictureCaptionData(prepared.Items.Texts, prepared.Pictures, model.Tokenizer, model.Preprocess, augmentation, specification.Seed);
        int classCount = prepared.Items.Plan.Classes.Length;
        return prepared.Embeddings is { } embeddings
            ? new LabelledEmbeddings(embeddings, prepared.Items.Classes, classCount)
            : new LabelledPictureData(prepared.Items.Classes, classCount, prepared.Pictures, model.Preprocess, augmentation, specification.Seed);
    }
}
