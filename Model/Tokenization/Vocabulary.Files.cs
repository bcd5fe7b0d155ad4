using ClipGrid.Model.Tokenization.Files;

namespace ClipGrid.Model.Tokenization;

public sealed partial class Vocabulary
{
    /// <summary>Reads OpenAI's <c>bpe_simple_vocab_16e6.txt.gz</c> (or the same unpacked): 49,408 tokens.</summary>
    /// <exception cref="VocabularyException">The file is damaged or another one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Vocabulary FromOpenAi(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return OpenAiFile.Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads the content of OpenAI's <c>bpe_simple_vocab_16e6.txt.gz</c> (or the same unpacked); leaves the stream open.</summary>
    /// <exception cref="VocabularyException">The content is damaged or something else.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Vocabulary FromOpenAi(Stream stream) => OpenAiFile.Read(stream, "OpenAI's vocabulary");

    /// <summary>Reads <c>vocab.json</c> (token to id) and <c>merges.txt</c> (a pair on each line, after a version line).</summary>
    /// <exception cref="VocabularyException">
    /// A file is malformed, or the two do not make a byte-level CLIP vocabulary: ids with gaps or twice, a byte or special
    /// token missing, a merge of unknown tokens.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Vocabulary FromVocabAndMerges(string vocabPath, string mergesPath) => VocabularyBuilder.Build(
        Path.GetFileName(vocabPath),
        VocabJsonFile.Read(vocabPath),
        Path.GetFileName(mergesPath),
        MergesTextFile.Read(mergesPath));

    /// <summary>Reads the <c>tokenizer.json</c> that Hugging Face's CLIP models carry.</summary>
    /// <exception cref="VocabularyException">
    /// As for <see cref="FromVocabAndMerges"/>, or the file asks for a model, normalizer or splitting that is not CLIP's.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Vocabulary FromTokenizerJson(string path) => TokenizerJsonFile.Read(path);

    /// <summary>Writes <c>vocab.json</c> and <c>merges.txt</c> into an existing folder, replacing files of these names.</summary>
    /// <exception cref="IOException">The folder is missing or a file cannot be written.</exception>
    public void Save(string folder)
    {
        using (FileStream vocab = File.Create(Path.Combine(folder, "vocab.json")))
            WriteVocab(vocab);
        using FileStream merges = File.Create(Path.Combine(folder, "merges.txt"));
        WriteMerges(merges);
    }

    /// <summary>Writes the content of <c>vocab.json</c>: an object from token to id, in the order of ids. Leaves the stream open.</summary>
    public void WriteVocab(Stream stream) => VocabJsonFile.Write(stream, tokens);

    /// <summary>Writes the content of <c>merges.txt</c>: a version line, then a pair on each line. Leaves the stream open.</summary>
    public void WriteMerges(Stream stream) => MergesTextFile.Write(stream, Merges.Select(merge => (tokens[merge.Left], tokens[merge.Right])));
}
