using ClipGrid.Model.Configuration;

namespace ClipGrid.Model.Weights;

/// <summary>Writes a model folder that appears whole or not at all.</summary>
internal sealed class ModelFolderWriter(string folder, ModelExport export)
{
    /// <summary>Writes it.</summary>
    public void Write(CancellationToken cancellation)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new ModelFolderException(folder, "it exists and is not empty", "name a new folder: nothing is overwritten");
        string parent = Path.GetDirectoryName(target) ?? throw new ModelFolderException(folder, "it is the root of the file system", "name a folder inside another");
        RequireOnePictureSize();
        RequireDistinctNames();
        IReadOnlyDictionary<string, WeightTensor> tensors = export.Weights.Export(export.Layout);
        Directory.CreateDirectory(parent);
        string temporary = Path.Combine(parent, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(temporary);
        try
        {
            foreach ((string name, Action<Stream> write) in ConfigurationFiles())
                WriteFile(Path.Combine(temporary, name), write);
            foreach (string path in export.VocabularyFiles)
                WriteFile(Path.Combine(temporary, Path.GetFileName(path)), stream => Copy(path, stream));
            SafetensorsWriter.Write(Path.Combine(temporary, WeightsName), tensors, cancellation: cancellation);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private string WeightsName => export.Layout == CheckpointLayout.OpenClip ? WeightFiles.OpenClipName : WeightFiles.CommonName;

    private (string Name, Action<Stream> Write)[] ConfigurationFiles() => export.Layout == CheckpointLayout.HuggingFace
        ?
        [
            (HuggingFaceConfig.FileName, stream => HuggingFaceConfig.Write(stream, export.Description.Network)),
            (HuggingFacePreprocessor.FileName, stream => HuggingFacePreprocessor.Write(stream, export.Description.Preprocess)),
        ]
        // OpenAI has no configuration file; open_clip's holds what the shapes cannot tell.
        : [(OpenClipConfig.FileName, stream => OpenClipConfig.Write(stream, export.Description))];

    private void RequireOnePictureSize()
    {
        int taken = export.Description.Network.Vision.ImageSize, given = export.Description.Preprocess.Size;
        if (taken != given)
            throw new ModelFolderException(folder, $"the image tower takes pictures of {taken} pixels, but the preprocessing makes {given}", "make the two equal");
    }

    private void RequireDistinctNames()
    {
        IEnumerable<string> names = [.. export.VocabularyFiles.Select(f => Path.GetFileName(f)), .. ConfigurationFiles().Select(f => f.Name), WeightsName];
        if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ModelFolderException(folder, $"two of its files would be called '{twice.Key}'", "rename the vocabulary file");
    }

    private static void WriteFile(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void Copy(string path, Stream to)
    {
        using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        from.CopyTo(to);
    }
}
