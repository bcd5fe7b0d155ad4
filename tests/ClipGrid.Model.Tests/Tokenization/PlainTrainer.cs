using ClipGrid.Model.Tokenization.Training;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>The trainer as it is defined, counting all pairs anew for each merge.</summary>
internal static class PlainTrainer
{
    public static List<(int Left, int Right)> Learn(IEnumerable<TrainingWord> words, string[] baseTokens, int mergeCount, long minPairCount)
    {
        List<(List<int> Tokens, long Count)> corpus = [.. words.Select(word => (word.Tokens.ToArray().ToList(), word.Count))];
        List<string> tokens = [.. baseTokens];
        var merges = new List<(int, int)>();
        while (merges.Count < mergeCount && Best(corpus, tokens, minPairCount) is { } pair)
        {
            tokens.Add(tokens[pair.Left] + tokens[pair.Right]);
            merges.Add(pair);
            foreach ((List<int> word, _) in corpus)
            {
                for (int i = 0; i + 1 < word.Count; i++)
                {
                    if (word[i] != pair.Left || word[i + 1] != pair.Right)
                        continue;
                    word[i] = tokens.Count - 1;
                    word.RemoveAt(i + 1);
                }
            }
        }
        return merges;
    }

    private static (int Left, int Right)? Best(List<(List<int> Tokens, long Count)> corpus, List<string> tokens, long minPairCount)
    {
        var counts = new Dictionary<(int Left, int Right), long>();
        foreach ((List<int> word, long count) in corpus)
            for (int i = 0; i + 1 < word.Count; i++)
                counts[(word[i], word[i + 1])] = counts.GetValueOrDefault((word[i], word[i + 1])) + count;
        var allowed = counts.Where(entry => entry.Value >= minPairCount && !tokens.Contains(tokens[entry.Key.Left] + tokens[entry.Key.Right])).ToList();
        return allowed.Count == 0 ? null : allowed.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).First().Key;
    }
}
