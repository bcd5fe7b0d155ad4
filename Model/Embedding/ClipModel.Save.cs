using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Embedding;

public sealed partial class ClipModel
{
    /// <summary>
    /// Writes the whole model as a folder that appears whole or not at all: weights in the network's own types, configuration,
    /// preprocessing and vocabulary. <see cref="Load"/> in the same type gives the same embeddings, bit for bit.
    /// </summary>
    /// <param name="folder">The folder; it must not exist or be empty.</param>
    /// <param name="layout">Whose file and tensor names to use.</param>
    /// <param name="cancellation">Checked between tensors; nothing is left behind.</param>
    /// <exception cref="ModelFolderException">The folder is not empty, or the tokenizer has an option that no layout can hold.</exception>
    /// <exception cref="ConfigurationException">The layout has no word for this configuration.</exception>
    /// <exception cref="CheckpointLayoutException">The layout cannot hold this model: Hugging Face has no ResNet and no logit bias.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder, CheckpointLayout layout, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Tokenizer.Options.RepairsText)
            throw new ModelFolderException(folder, $"its tokenizer does not repair text ({nameof(Tokenizer.Options.RepairsText)} is false), and no layout has a word for that", "build the model with a tokenizer that repairs text, as a loaded one will");
        DirectoryInfo vocabulary = Directory.CreateTempSubdirectory("clipgrid-vocabulary-");
        try
        {
            Tokenizer.Vocabulary.Save(vocabulary.FullName);
            ModelFolder.Export(
                folder,
                new ModelExport
                {
                    Layout = layout,
                    Description = new ModelDescription { Network = Network.Config, Preprocess = Preprocess },
                    Weights = Network.ToWeights(),
                    VocabularyFiles = [.. vocabulary.EnumerateFiles().Select(file => file.FullName).Order(StringComparer.Ordinal)],
                },
                cancellation);
        }
        finally
        {
            vocabulary.Delete(recursive: true);
        }
    }
}
