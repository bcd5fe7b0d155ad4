using System.Collections.Immutable;
using ClipGrid.Model.Configuration;

namespace ClipGrid.Model.Weights;

/// <summary>
/// A CLIP model as a folder of safetensors and JSON, as OpenAI's, open_clip's and Hugging Face's models are shared. The
/// weights lie in mapped files: they can be read until the folder is disposed. Whether they fit the network is for
/// <see cref="WeightSet.RequireMatch"/> to say.
/// </summary>
public sealed class ModelFolder : IDisposable
{
    private readonly ImmutableArray<SafetensorsFile> _files;

    internal ModelFolder(string path, CheckpointLayout layout, ModelDescription description, WeightSet weights, ImmutableArray<SafetensorsFile> files)
    {
        Path = path;
        Layout = layout;
        Description = description;
        Weights = weights;
        VocabularyFiles = TokenizerFiles.In(path);
        _files = files;
    }

    /// <summary>The folder's path, as given.</summary>
    public string Path { get; }

    /// <summary>Whose folder it is.</summary>
    public CheckpointLayout Layout { get; }

    /// <summary>The network and the preprocessing.</summary>
    public ModelDescription Description { get; }

    /// <summary>The weights, under canonical names and in the types of the files.</summary>
    public WeightSet Weights { get; }

    /// <summary>Paths of the tokenizer's files in the folder; empty if it has none.</summary>
    public ImmutableArray<string> VocabularyFiles { get; }

    /// <summary>
    /// Opens a folder. It is open_clip's if it has an <c>open_clip_config.json</c> and <c>open_clip_model.safetensors</c>, else Hugging
    /// Face's if it has a <c>config.json</c>, else OpenAI's; without an <c>open_clip_config.json</c> OpenAI's configuration comes from
    /// the shapes (<see cref="ShapeInference"/>).
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="layout">Decides where a folder could be read in two ways.</param>
    /// <exception cref="ModelFolderException">The folder holds no such model.</exception>
    /// <exception cref="ConfigurationException">A configuration is broken or asks for something this network does not have.</exception>
    /// <exception cref="SafetensorsException">A weights file is broken.</exception>
    /// <exception cref="CheckpointLayoutException">The tensors' names are of no known layout.</exception>
    public static ModelFolder Open(string path, CheckpointLayout? layout = null) => new ModelFolderReader(path).Open(layout);

    /// <summary>
    /// Writes a model as a folder that appears whole or not at all: into a temporary folder beside it, then renamed. Equal models
    /// give equal files.
    /// </summary>
    /// <param name="path">The folder; it must not exist or be empty.</param>
    /// <param name="export">What to write.</param>
    /// <param name="cancellation">Checked between tensors; nothing is left behind.</param>
    /// <exception cref="ModelFolderException">The folder is not empty, or two files would have one name.</exception>
    /// <exception cref="ConfigurationException">The layout has no word for this configuration.</exception>
    /// <exception cref="CheckpointLayoutException">The layout cannot hold this model.</exception>
    public static void Export(string path, ModelExport export, CancellationToken cancellation = default) =>
        new ModelFolderWriter(path, export).Write(cancellation);

    /// <summary>The folder's content, ready for <see cref="Export"/>; readable until the folder is disposed.</summary>
    /// <param name="layout">Whose names to use; the folder's own if left out.</param>
    public ModelExport ToExport(CheckpointLayout? layout = null) => new()
    {
        Layout = layout ?? Layout,
        Description = Description,
        Weights = Weights,
        VocabularyFiles = VocabularyFiles,
    };

    /// <summary>Closes the mapped files.</summary>
    public void Dispose()
    {
        foreach (SafetensorsFile file in _files)
            file.Dispose();
    }
}
