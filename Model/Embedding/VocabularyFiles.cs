using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Embedding;

/// <summary>Finds the vocabulary of a model folder.</summary>
internal static class VocabularyFiles
{
    internal static Vocabulary Read(ModelFolder folder)
    {
        if (Find(folder, "tokenizer.json") is { } tokenizer)
            return Vocabulary.FromTokenizerJson(tokenizer);
        if (Find(folder, "vocab.json") is { } vocab && Find(folder, "merges.txt") is { } merges)
            return Vocabulary.FromVocabAndMerges(vocab, merges);
        if (Find(folder, "bpe_simple_vocab_16e6.txt.gz") is { } openAi)
            return Vocabulary.FromOpenAi(openAi);
        throw new ModelFolderException(
            folder.Path, "the folder has no vocabulary", "put tokenizer.json, or vocab.json with merges.txt, or bpe_simple_vocab_16e6.txt.gz beside the weights");
    }

    private static string? Find(ModelFolder folder, string name) => folder.VocabularyFiles.FirstOrDefault(file => Path.GetFileName(file) == name);
}
