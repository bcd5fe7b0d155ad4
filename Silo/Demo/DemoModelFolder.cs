using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Weights;

namespace ClipGrid.Silo.Demo;

/// <summary>The folder of the demo's model; it is whole or not there.</summary>
/// <param name="path">The folder's path.</param>
internal sealed class DemoModelFolder(string path)
{
    /// <summary>The folder's path.</summary>
    public string Path { get; } = path;

    /// <summary>True if there is a model.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary>Loads the model; the caller disposes of it.</summary>
    /// <exception cref="DemoException">The folder does not hold one that can be used.</exception>
    public ClipModel Load()
    {
        try
        {
            return ClipModel.Load(Path);
        }
        catch (Exception e) when (e is ModelFolderException or ConfigurationException or SafetensorsException or CheckpointLayoutException
            or WeightMismatchException or VocabularyException or ArgumentException)
        {
            throw new DemoException($"The demo's model cannot be used: {e.Message} Start with --fresh to train a new one.", e);
        }
    }

    /// <summary>Saves a model in open_clip's layout, in place of the one that is there.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the old model, if any, is still there.</exception>
    public void Save(ClipModel model, CancellationToken cancel)
    {
        string parent = System.IO.Path.GetDirectoryName(Path)!;
        string work = System.IO.Path.Combine(parent, ".model-in-work");
        // What a killed run left behind.
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        try
        {
            string fresh = System.IO.Path.Combine(work, "fresh");
            // Hugging Face's layout has no word for a ResNet.
            model.Save(fresh, CheckpointLayout.OpenClip, cancel);
            if (Exists)
                Directory.Move(Path, System.IO.Path.Combine(work, "old"));
            Directory.Move(fresh, Path);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
