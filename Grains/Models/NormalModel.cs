using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Models;

/// <summary>
/// The one form that models are stored in, so that one function has one digest wherever its folder came from: open_clip's layout (it
/// has a word for every network there is here, while Hugging Face's has none for ResNet and logit bias), the vocabulary as
/// <c>vocab.json</c> and <c>merges.txt</c>, the classifier if there is one, no buffers that no network reads, no initial logit scale. Weights keep the types that they
/// came in: a model rounded to 16 bits and the same numbers in 32 bits are two versions.
/// </summary>
internal static class NormalModel
{
    /// <summary>The file of tokens and their ids.</summary>
    public const string VocabularyFile = "vocab.json";

    /// <summary>The file of merges.</summary>
    public const string MergesFile = "merges.txt";

    private const int MostClasses = 10_000;
    private const int MostClassCharacters = 100_000;

    /// <summary>
    /// Reads a folder of any layout, demands that it is a complete and sound model, and writes it in the normal form. Long and
    /// computing, so not for a grain's turn.
    /// </summary>
    /// <param name="source">The folder as it came.</param>
    /// <param name="target">The folder to write; it must not exist.</param>
    /// <param name="cancellationToken">Checked between tensors; nothing is left behind.</param>
    /// <returns>What is known of the model, without id, time, size and lineage.</returns>
    /// <exception cref="GridException">Invalid: the folder is no model. Unavailable: torch cannot be loaded.</exception>
    public static ModelVersionInfo Write(string source, string target, CancellationToken cancellationToken)
    {
        using ModelFolder folder = ModelFaults.Guard(source, GridProblem.Invalid, () => ModelFolder.Open(source));
        ModelFacts.RequireSize(folder);
        ClassifierHead? head = ModelFaults.Guard(source, GridProblem.Invalid, () => ClassifierHead.Find(source, folder.Description.Network.EmbedDim));
        RequireFewWords(source, head);
        Vocabulary vocabulary = LoadedVocabulary(source);
        cancellationToken.ThrowIfCancellationRequested();
        return ModelFaults.Guard(source, GridProblem.Invalid, () =>
        {
            Export(folder, vocabulary, target, cancellationToken);
            head?.Save(target);
            return Describe(folder) with { Classes = head?.Classes ?? [] };
        });
    }

    // A version's classes ride in answers about it.
    private static void RequireFewWords(string source, ClassifierHead? head)
    {
        if (head is not null && (head.Classes.Length > MostClasses || head.Classes.Sum(name => (long)name.Length) > MostClassCharacters))
            throw new GridException(GridProblem.Invalid, $"The classifier in {source} has {head.Classes.Length:N0} classes with {head.Classes.Sum(name => (long)name.Length):N0} characters in all: {MostClasses:N0} with {MostClassCharacters:N0} are the most; train it on fewer labels, or on shorter ones.");
    }

    // That it loads whole is the proof that it is sound: names, shapes, finite weights, a vocabulary of the right size.
    private static Vocabulary LoadedVocabulary(string source)
    {
        using ClipModel model = ModelFaults.Load(source, GridProblem.Invalid);
        return model.Tokenizer.Vocabulary;
    }

    private static void Export(ModelFolder folder, Vocabulary vocabulary, string target, CancellationToken cancellationToken)
    {
        DirectoryInfo words = Directory.CreateDirectory($"{target}.vocabulary");
        try
        {
            vocabulary.Save(words.FullName);
            ModelFolder.Export(
                target,
                new ModelExport
                {
                    Layout = CheckpointLayout.OpenClip,
                    Description = Normal(folder.Description),
                    Weights = new WeightSet(folder.Weights.Tensors),
                    VocabularyFiles = [.. words.EnumerateFiles().Select(file => file.FullName).Order(StringComparer.Ordinal)],
                },
                cancellationToken);
        }
        finally
        {
            words.Delete(recursive: true);
        }
    }

    // Where training starts is no part of what a trained model computes: the weights hold the learned values.
    private static ModelDescription Normal(ModelDescription description) => description with
    {
        Network = description.Network with
        {
            InitialLogitScale = Math.Log(1 / 0.07),
            InitialLogitBias = description.Network.InitialLogitBias is null ? null : -10,
        },
    };

    private static ModelVersionInfo Describe(ModelFolder folder)
    {
        ClipConfig network = folder.Description.Network;
        return new ModelVersionInfo
        {
            Id = default,
            CreatedAt = default,
            Architecture = ModelFacts.Architecture(network),
            EmbedDim = network.EmbedDim,
            ImageSize = network.Vision.ImageSize,
            ContextLength = network.Text.ContextLength,
            VocabSize = network.Text.VocabSize,
            ParameterCount = ModelFacts.ParameterCount(folder.Weights),
            LogitScale = ModelFacts.LogitScale(folder.Weights),
            ByteCount = 0,
            Lineage = new ModelLineage(),
        };
    }
}
