using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Embedding;

/// <summary>What belongs together to make an embedding: the network, the tokenizer and the preprocessing. Owns the network.</summary>
public sealed class ClipModel : IDisposable
{
    /// <summary>Puts a model together.</summary>
    /// <exception cref="ArgumentException">The parts do not fit each other; the message names the numbers.</exception>
    public ClipModel(ClipNetwork network, Tokenizer tokenizer, PreprocessConfig preprocess)
    {
        ClipConfig config = network.Config;
        if (preprocess.Size != config.Vision.ImageSize)
            throw new ArgumentException($"The preprocessing makes pictures of {preprocess.Size} pixels and the network takes {config.Vision.ImageSize}.", nameof(preprocess));
        if (tokenizer.Options.ContextLength != config.Text.ContextLength)
            throw new ArgumentException($"The tokenizer's rows have {tokenizer.Options.ContextLength} tokens and the network takes {config.Text.ContextLength}.", nameof(tokenizer));
        if (tokenizer.Vocabulary.Size != config.Text.VocabSize)
            throw new ArgumentException($"The vocabulary has {tokenizer.Vocabulary.Size} tokens and the network {config.Text.VocabSize}.", nameof(tokenizer));
        Network = network;
        Tokenizer = tokenizer;
        Preprocess = preprocess;
    }

    /// <summary>The network.</summary>
    public ClipNetwork Network { get; }

    /// <summary>The tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The preprocessing.</summary>
    public PreprocessConfig Preprocess { get; }

    /// <summary>Loads a model folder (Hugging Face, open_clip or OpenAI layout, its vocabulary beside the weights).</summary>
    /// <param name="path">The folder.</param>
    /// <param name="device">Where to compute; the CPU if left out.</param>
    /// <param name="dtype">What to compute in.</param>
    /// <exception cref="ModelFolderException">The folder is not one, or has no vocabulary.</exception>
    /// <exception cref="WeightMismatchException">The weights are not those of the configuration.</exception>
    public static ClipModel Load(string path, Device? device = null, ScalarType dtype = ScalarType.Float32)
    {
        using ModelFolder folder = ModelFolder.Open(path);
        Vocabulary vocabulary = VocabularyFiles.Read(folder);
        var network = new ClipNetwork(folder.Description.Network, device, dtype);
        try
        {
            network.Load(folder.Weights);
            var options = new TokenizerOptions { ContextLength = network.Config.Text.ContextLength };
            return new ClipModel(network, new Tokenizer(vocabulary, options), folder.Description.Preprocess);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();
}
