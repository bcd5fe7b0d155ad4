using ClipGrid.Model.Tokenization;
using ClipGrid.TestKit;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>OpenAI's vocabulary, read once for all tests; they skip where the golden set is missing.</summary>
internal static class OpenAiVocabulary
{
    private static readonly Lazy<Vocabulary> Shared = new(() => Vocabulary.FromOpenAi(Path));

    public static string Path => Reference.Golden("vocab/bpe_simple_vocab_16e6.txt.gz");

    public static Vocabulary Value => Shared.Value;
}
