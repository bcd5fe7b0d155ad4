using ClipGrid.Model.Native;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Embedding;

/// <summary>What belongs together to make an embedding: the network, the tokenizer and the preprocessing. Owns the network.</summary>
public sealed partial class ClipModel : IDisposable
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
        // The network pools a text at its highest id: a vocabulary that ends otherwise would give vectors of the wrong token.
        if (tokenizer.Vocabulary.EndOfText != tokenizer.Vocabulary.Size - 1)
            throw new ArgumentException($"The vocabulary's end of text has the id {tokenizer.Vocabulary.EndOfText} and the network pools at the highest, {tokenizer.Vocabulary.Size - 1}.", nameof(tokenizer));
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
    /// <exception cref="ModelFolderException">
    /// The folder is not one, has no vocabulary or one of another size than the network's, or a weight is no finite number.
    /// </exception>
    /// <exception cref="WeightMismatchException">The weights are not those of the configuration.</exception>
    /// <exception cref="Configuration.ConfigurationException">A configuration is broken or asks for something this network does not have.</exception>
    /// <exception cref="SafetensorsException">A weights file is broken.</exception>
    /// <exception cref="CheckpointLayoutException">The tensors' names are of no known layout.</exception>
    /// <exception cref="VocabularyException">A vocabulary file is broken.</exception>
    public static ClipModel Load(string path, Device? device = null, ScalarType dtype = ScalarType.Float32)
    {
        using ModelFolder folder = ModelFolder.Open(path);
        Vocabulary vocabulary = VocabularyFiles.Read(folder);
        RequireFit(folder, vocabulary);
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

    /// <summary>Loads a model folder onto a device, in float32; as <see cref="Load(string, Device?, ScalarType)"/>.</summary>
    public static ClipModel LoadOnto(string path, ComputeDevice device) => Load(path, device.Device);

    /// <summary>A network without weights on a device, with what belongs to it.</summary>
    public static ClipModel Create(ClipConfig config, Tokenizer tokenizer, PreprocessConfig preprocess, ComputeDevice device) =>
        new(new ClipNetwork(config, device.Device), tokenizer, preprocess);

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();

    // Before the network takes its memory: what a folder gets wrong is told of the folder.
    private static void RequireFit(ModelFolder folder, Vocabulary vocabulary)
    {
        int rows = folder.Description.Network.Text.VocabSize;
        if (vocabulary.Size != rows)
            throw new ModelFolderException(folder.Path, $"its vocabulary has {vocabulary.Size} tokens and its network {rows}", "put the vocabulary that the network was trained with beside the weights");
        if (folder.Weights.FindNonFinite() is [var first, ..])
            throw new ModelFolderException(folder.Path, $"{first.NonFiniteCount} of the {first.ElementCount} values of '{first.Name}' are NaN or infinite", "take the weights again, or an earlier checkpoint");
    }
}
