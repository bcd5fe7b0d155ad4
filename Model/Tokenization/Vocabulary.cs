using System.Collections.Immutable;

namespace ClipGrid.Model.Tokenization;

/// <summary>
/// The tokens of a model and the merges that build them. Tokens are spelled as in vocabulary files: one printable character
/// for each byte, <c>&lt;/w&gt;</c> where a word ends. Immutable and thread-safe.
/// </summary>
public sealed partial class Vocabulary
{
    private readonly string[] tokens;
    private readonly Dictionary<string, int> ids;

    /// <summary>Takes over checked parts: <see cref="Files.VocabularyBuilder"/> is the only way in.</summary>
    internal Vocabulary(string[] tokens, Dictionary<string, int> ids, BytePairMerge[] merges)
    {
        this.tokens = tokens;
        this.ids = ids;
        Merges = [.. merges];
        StartOfText = ids[SpecialTokens.StartOfText];
        EndOfText = ids[SpecialTokens.EndOfText];
        MergeTable = new MergeTable(
            merges,
            [.. Enumerable.Range(0, 256).Select(b => ids[ByteAlphabet.Character((byte)b).ToString()])],
            [.. Enumerable.Range(0, 256).Select(b => ids[ByteAlphabet.Character((byte)b) + ByteAlphabet.EndOfWord])]);
    }

    /// <summary>How many tokens there are; ids run from 0 to one less. A model's token embedding has this many rows.</summary>
    public int Size => tokens.Length;

    /// <summary>Id of the token that begins each row (<c>&lt;|startoftext|&gt;</c>).</summary>
    public int StartOfText { get; }

    /// <summary>Id of the token that ends each caption (<c>&lt;|endoftext|&gt;</c>).</summary>
    public int EndOfText { get; }

    /// <summary>The merges, the one that comes first in a word first.</summary>
    public ImmutableArray<BytePairMerge> Merges { get; }

    internal MergeTable MergeTable { get; }

    /// <summary>The token of an id, as vocabulary files spell it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not in the vocabulary.</exception>
    public string TokenAt(int id) => (uint)id < (uint)tokens.Length
        ? tokens[id]
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"Token id {id} is not in the vocabulary, whose ids are 0 to {tokens.Length - 1}.");

    /// <summary>Finds the id of a token, as vocabulary files spell it.</summary>
    public bool TryGetId(string token, out int id) => ids.TryGetValue(token, out id);
}
