using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.TestKit;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Models of the golden set with a vocabulary of their size beside the weights, as a user would have them.</summary>
internal static class GoldenFolders
{
    /// <summary>Puts one into a folder: <c>vit_w128/hf</c>, <c>vit_w128/open_clip</c> or <c>vit_fullvocab/openai</c>.</summary>
    public static string Copy(string name, TemporaryFolder target)
    {
        string source = Reference.Golden($"models/{name}"), words = Reference.Golden("vocab/bpe_simple_vocab_16e6.txt.gz");
        string folder = Directory.CreateDirectory(target.File(name.Replace('/', '-'))).FullName;
        foreach (string file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        if (name.StartsWith("vit_fullvocab", StringComparison.Ordinal))
            File.Copy(words, Path.Combine(folder, Path.GetFileName(words)));
        else
            Learned(640).Save(folder);
        return folder;
    }

    private static Vocabulary Learned(int size)
    {
        string[] captions = [.. Enumerable.Range(0, 400).Select(i => $"{(char)('a' + i % 20)}{(char)('a' + i / 20)} twice {(char)('a' + i % 20)}{(char)('a' + i / 20)}")];
        return VocabularyTrainer.Train(captions, new VocabularyTrainingOptions { Size = size });
    }
}
