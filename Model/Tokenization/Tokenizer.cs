using System.Runtime.InteropServices;
using System.Text;
using ClipGrid.Model.Tokenization.Cleaning;

namespace ClipGrid.Model.Tokenization;

/// <summary>
/// Turns captions into token ids and back: byte-pair encoding with the cleaning of OpenAI's CLIP (Radford et al. 2021,
/// section 2.4), the same ids on every string. Thread-safe.
/// </summary>
public sealed partial class Tokenizer
{
    private readonly CaptionCleaner cleaner;
    private readonly BytePairEncoder encoder;
    private readonly WordCache cache;

    /// <summary>A tokenizer with the words of <paramref name="vocabulary"/>.</summary>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="options">Default: text repair on, context of 77.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or length of the options is below 1.</exception>
    public Tokenizer(Vocabulary vocabulary, TokenizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        options ??= new TokenizerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ContextLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxWorkerCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CachedWordCount, 1);
        Vocabulary = vocabulary;
        Options = options;
        cleaner = new CaptionCleaner(options.RepairsText);
        encoder = new BytePairEncoder(vocabulary.MergeTable);
        cache = new WordCache(options.CachedWordCount);
    }

    /// <summary>The vocabulary.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The options.</summary>
    public TokenizerOptions Options { get; }

    /// <summary>
    /// The ids of one caption of any length, without start and end of text. Any string has a result: a lone surrogate counts
    /// as U+FFFD, and a caption that spells out a special token gets its id.
    /// </summary>
    public int[] Encode(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        var ids = new List<int>();
        Encode(caption, new CleaningScratch(), ids);
        return [.. ids];
    }

    /// <summary>
    /// The text of ids. Each word is followed by a space, bytes that are no UTF-8 become U+FFFD, and special tokens are
    /// spelled out, as the reference does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var bytes = new List<byte>(ids.Length * 4);
        foreach (int id in ids)
            foreach (char c in Vocabulary.TokenAt(id))
                if (ByteAlphabet.TryGetByte(c, out byte value))
                    bytes.Add(value);
        return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes)).Replace(ByteAlphabet.EndOfWord, " ", StringComparison.Ordinal);
    }

    private void Encode(string caption, CleaningScratch scratch, List<int> ids)
    {
        var words = new WordSplitter(cleaner.Clean(caption, scratch));
        while (words.MoveNext())
        {
            if (words.Kind == WordKind.Word)
                ids.AddRange(EncodeWord(words.Current));
            else
                ids.Add(words.Kind == WordKind.StartOfText ? Vocabulary.StartOfText : Vocabulary.EndOfText);
        }
    }

    private ReadOnlySpan<int> EncodeWord(ReadOnlySpan<char> word)
    {
        int[]? tokens = cache.Find(word);
        if (tokens is null)
            cache.Add(word, tokens = encoder.Encode(word));
        return tokens;
    }
}
