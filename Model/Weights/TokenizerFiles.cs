using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>The files of a model folder that belong to its tokenizer.</summary>
internal static class TokenizerFiles
{
    // CLIP's own merges file, then Hugging Face's set.
    private static readonly string[] Names =
    [
        "bpe_simple_vocab_16e6.txt.gz", "bpe_simple_vocab_16e6.txt", "vocab.json", "merges.txt", "tokenizer.json", "tokenizer_config.json",
        "special_tokens_map.json", "added_tokens.json",
    ];

    /// <summary>Paths of those that are in <paramref name="folder"/>.</summary>
    public static ImmutableArray<string> In(string folder) => [.. Names.Select(n => Path.Combine(folder, n)).Where(File.Exists)];
}
