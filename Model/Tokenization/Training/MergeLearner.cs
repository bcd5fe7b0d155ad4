using System.Runtime.InteropServices;
using ClipGrid.Model.Tokenization.Files;

namespace ClipGrid.Model.Tokenization.Training;

/// <summary>
/// Finds the most frequent pair and merges it in all words, touching only the words that have it and the pairs beside it.
/// </summary>
internal sealed class MergeLearner
{
    private readonly List<TrainingWord> words;
    private readonly long minPairCount;
    private readonly List<string> tokens;
    private readonly HashSet<string> known;
    private readonly Dictionary<TokenPair, PairStatistic> pairs = [];
    private readonly HashSet<TokenPair> grown = [];

    // Most frequent first, then lowest ids. Counts only grow with a new entry; where one fell, its entry is put right when
    // it comes up.
    private readonly PriorityQueue<TokenPair, (long NegativeCount, TokenPair Pair)> candidates = new();

    public MergeLearner(List<TrainingWord> words, long minPairCount)
    {
        this.words = words;
        this.minPairCount = minPairCount;
        tokens = [.. OpenAiFile.Tokens([]).Take(512)];
        known = new HashSet<string>(tokens, StringComparer.Ordinal);
        for (int word = 0; word < words.Count; word++)
        {
            ReadOnlySpan<int> symbols = words[word].Tokens;
            for (int i = 0; i + 1 < symbols.Length; i++)
                Grow(symbols[i], symbols[i + 1], word);
        }
        EnqueueGrown();
    }

    /// <summary>Learns the next merge; false where no pair is frequent enough.</summary>
    public bool TryLearn(out MergeText merge)
    {
        while (candidates.TryDequeue(out TokenPair pair, out (long NegativeCount, TokenPair Pair) priority))
        {
            // A merged pair is gone from the table.
            if (!pairs.TryGetValue(pair, out PairStatistic? statistic) || statistic.Count < minPairCount)
                continue;
            if (statistic.Count != -priority.NegativeCount)
            {
                candidates.Enqueue(pair, (-statistic.Count, pair));
                continue;
            }
            (int left, int right) = pair;
            // Two ways to one text ("ab c", "a bc") would make one token of two ranks, and encoding would not retrace the
            // training any more: the second way is passed over.
            if (!known.Add(tokens[left] + tokens[right]))
                continue;
            merge = new MergeText(tokens[left], tokens[right], $"merge {tokens.Count - 512}");
            tokens.Add(tokens[left] + tokens[right]);
            pairs.Remove(pair);
            foreach (int word in statistic.Words)
                Merge(word, left, right, tokens.Count - 1);
            EnqueueGrown();
            return true;
        }
        merge = default;
        return false;
    }

    private void Merge(int word, int left, int right, int result)
    {
        Span<int> symbols = words[word].Tokens;
        int written = 0;
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i] != left || i + 1 == symbols.Length || symbols[i + 1] != right)
            {
                symbols[written++] = symbols[i];
                continue;
            }
            if (written > 0)
            {
                Shrink(symbols[written - 1], left, word);
                Grow(symbols[written - 1], result, word);
            }
            if (i + 2 < symbols.Length)
            {
                Shrink(right, symbols[i + 2], word);
                Grow(result, symbols[i + 2], word);
            }
            symbols[written++] = result;
            i++;
        }
        words[word].Shrink(written);
    }

    private void Grow(int left, int right, int word)
    {
        var pair = new TokenPair(left, right);
        ref PairStatistic? statistic = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _);
        statistic ??= new PairStatistic();
        statistic.Count += words[word].Count;
        if (statistic.Words.Count == 0 || statistic.Words[^1] != word)
            statistic.Words.Add(word);
        grown.Add(pair);
    }

    private void Shrink(int left, int right, int word)
    {
        // The pair that is being merged is no longer in the table: "aaa" shrinks it.
        if (pairs.TryGetValue(new TokenPair(left, right), out PairStatistic? statistic))
            statistic.Count -= words[word].Count;
    }

    private void EnqueueGrown()
    {
        foreach (TokenPair pair in grown)
            if (pairs.TryGetValue(pair, out PairStatistic? statistic) && statistic.Count >= minPairCount)
                candidates.Enqueue(pair, (-statistic.Count, pair));
        grown.Clear();
    }
}
