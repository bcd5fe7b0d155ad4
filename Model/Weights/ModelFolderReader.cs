using System.Collections.Immutable;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Weights;

/// <summary>Finds out whose folder it is and opens its parts.</summary>
internal sealed class ModelFolderReader(string folder)
{
    /// <summary>Opens the folder; on an error nothing stays open.</summary>
    public ModelFolder Open(CheckpointLayout? layout)
    {
        if (!Directory.Exists(folder))
            throw new ModelFolderException(folder, "there is no such folder", "give the folder that holds the model's files");
        bool isHuggingFace = layout is null
            ? Has(HuggingFaceConfig.FileName) && !(Has(OpenClipConfig.FileName) && Has(WeightFiles.OpenClipName))
            : layout == CheckpointLayout.HuggingFace;
        ImmutableArray<SafetensorsFile> files = WeightFiles.Open(folder, WeightFiles.Find(folder, isHuggingFace));
        try
        {
            WeightSet weights = ImportAll(files);
            return isHuggingFace
                ? new ModelFolder(folder, CheckpointLayout.HuggingFace, DescribeHuggingFace(), weights, files)
                : new ModelFolder(folder, layout ?? OpenClipOrOpenAi(files), DescribeOpenClip(weights, files), weights, files);
        }
        catch
        {
            foreach (SafetensorsFile file in files)
                file.Dispose();
            throw;
        }
    }

    private WeightSet ImportAll(ImmutableArray<SafetensorsFile> files)
    {
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach (SafetensorsFile file in files)
            foreach ((string name, WeightTensor tensor) in file.Tensors())
                if (!tensors.TryAdd(name, tensor))
                    throw new ModelFolderException(folder, $"the tensor '{name}' is in two of its files", "one of the two would be lost: download the model again");
        return WeightSet.Import(tensors);
    }

    private static CheckpointLayout OpenClipOrOpenAi(ImmutableArray<SafetensorsFile> files) =>
        Path.GetFileName(files[0].Path) == WeightFiles.OpenClipName ? CheckpointLayout.OpenClip : CheckpointLayout.OpenAi;

    private ModelDescription DescribeHuggingFace()
    {
        if (!Has(HuggingFaceConfig.FileName))
            throw new ModelFolderException(folder, $"there is no {HuggingFaceConfig.FileName}", "a model of Hugging Face needs it: download the whole model");
        ClipConfig network = HuggingFaceConfig.Read(In(HuggingFaceConfig.FileName));
        PreprocessConfig preprocess = Has(HuggingFacePreprocessor.FileName)
            ? HuggingFacePreprocessor.Read(In(HuggingFacePreprocessor.FileName), network.Vision.ImageSize)
            : HuggingFacePreprocessor.Default(network.Vision.ImageSize);
        return new ModelDescription { Network = network, Preprocess = preprocess };
    }

    private ModelDescription DescribeOpenClip(WeightSet weights, ImmutableArray<SafetensorsFile> files)
    {
        if (Has(OpenClipConfig.FileName))
            return OpenClipConfig.Read(In(OpenClipConfig.FileName));
        // Shapes cannot tell the activation and the heads; only OpenAI's own models are known to have one of each.
        if (WeightSet.DetectLayout(files.SelectMany(f => f.ByName.Keys)) != CheckpointLayout.OpenAi)
            throw new ModelFolderException(folder, "there is no configuration beside the weights", $"add the model's {OpenClipConfig.FileName} or {HuggingFaceConfig.FileName}");
        ClipConfig network = ShapeInference.InferFrom(weights, files[0].Path);
        return new ModelDescription { Network = network, Preprocess = new PreprocessConfig { Size = network.Vision.ImageSize } };
    }

    private bool Has(string name) => File.Exists(In(name));

    private string In(string name) => Path.Combine(folder, name);
}
