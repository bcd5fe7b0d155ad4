using System.Collections.Immutable;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Native;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Grains.Training.Tasks;

/// <summary>The model that a session starts from; the same each time.</summary>
internal sealed class StartingModel(PreparedSession prepared, SessionSpecification specification)
{
    /// <summary>The model with its first weights. The caller disposes of it.</summary>
    /// <param name="isOverwritten">Others will take the place of these weights: they need not be made.</param>
    /// <param name="device">Where it computes; the processor if left out.</param>
    public ClipModel Build(bool isOverwritten = false, ComputeDevice? device = null)
    {
        if (prepared.BaseFolder is not { } folder)
            return FromNothing(isOverwritten, device ?? ComputeDevice.Cpu);
        ClipModel model = ClipModel.LoadOnto(folder, device ?? ComputeDevice.Cpu);
        if (specification is { Task: TrainingTask.Contrastive, Loss: TrainingLoss.Sigmoid })
            model.Network.EnsureLogitBias();
        return model;
    }

    /// <summary>
    /// The classifier that it starts with: the classes' texts, so that it begins where zero-shot classification ends, or zeros where there are
    /// no texts or the text tower knows nothing yet. Null for pairs.
    /// </summary>
    public ClassifierHead? BuildHead()
    {
        if (specification.Task != TrainingTask.Classification)
            return null;
        ImmutableArray<string> classes = prepared.Items.Plan.Classes;
        ImmutableArray<string> templates = (specification.Classification ?? new ClassificationOptions()).Templates;
        if (prepared.BaseFolder is not { } folder || templates.IsEmpty)
        {
            using ClipModel model = Build();
            return ClassifierHead.Zeros(classes, model.Network.Config.EmbedDim);
        }
        ZeroShotPrompts prompts = new(classes, templates);
        using ClipModel texts = ClipModel.Load(folder);
        double logitScale = ModelFacts.LogitScale(texts.Network.ToWeights());
        using BatchEmbedder embedder = new(texts);
        EmbeddingMatrix embeddings = new(embedder.EmbedTexts(prompts.Expand()), embedder.Dimension);
        return ClassifierHead.FromTexts(classes, ZeroShotClassifier.Build(prompts, embeddings, logitScale).Weights, logitScale);
    }

    private ClipModel FromNothing(bool isOverwritten, ComputeDevice device)
    {
        ClipConfig config = prepared.Description!.Network with { Text = prepared.Description.Network.Text with { VocabSize = prepared.Vocabulary!.Size } };
        Tokenizer tokenizer = new(prepared.Vocabulary, new TokenizerOptions { ContextLength = config.Text.ContextLength });
        ClipModel model = ClipModel.Create(config, tokenizer, prepared.Description.Preprocess, device);
        if (!isOverwritten)
            ClipInitialization.Initialize(model.Network, (long)specification.Seed);
        return model;
    }
}
