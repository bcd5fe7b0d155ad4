using System.CommandLine;
using System.Collections.Immutable;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Search;

/// <summary>A query's parts, as options.</summary>
internal sealed class SearchTerms
{
    private readonly Argument<string[]> _words = new("words") { Description = "What to search for; the words are one text.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _texts = new("--text") { Description = "A further text; may be given several times.", HelpName = "text" };
    private readonly Option<string[]> _pictures = new("--picture") { Description = "Like this picture file; may be given several times.", HelpName = "file" };
    private readonly Option<string[]> _likes = new("--like") { Description = "Like the item with this key; may be given several times.", HelpName = "key" };
    private readonly Option<string[]> _without = new("--without") { Description = "Away from this text; may be given several times.", HelpName = "text" };
    private readonly Option<double[]> _weights = new("--weight")
    {
        Description = "How much a part counts, in the order words, --text, --picture, --like, --without; may be given several times, the rest count 1.",
        HelpName = "number",
    };

    /// <summary>The words.</summary>
    public Argument Words => _words;

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [_texts, _pictures, _likes, _without, _weights];

    /// <summary>What they say together.</summary>
    public async Task<ImmutableArray<SearchTerm>> ReadAsync(CommandRun run, CancellationToken cancellationToken)
    {
        List<SearchTerm> terms = [];
        if (run.Get(_words) is { Length: > 0 } words)
            terms.Add(new SearchTerm { Text = string.Join(' ', words) });
        terms.AddRange((run.Get(_texts) ?? []).Select(text => new SearchTerm { Text = text }));
        foreach (string path in run.Get(_pictures) ?? [])
            terms.Add(new SearchTerm { Picture = await PictureFile.ReadAsync(path, cancellationToken) });
        terms.AddRange((run.Get(_likes) ?? []).Select(key => new SearchTerm { Picture = new PictureInput { ItemKey = key } }));
        terms.AddRange((run.Get(_without) ?? []).Select(text => new SearchTerm { Text = text, Weight = -1 }));
        double[] weights = run.Get(_weights) ?? [];
        if (terms.Count == 0)
            throw new MisuseException("What shall be searched? Give words, --picture or --like.");
        if (weights.Length > terms.Count)
            throw new MisuseException($"There are {weights.Length} weights for {terms.Count} parts of the query: give one each at most.");
        return [.. terms.Select((term, i) => i < weights.Length ? term with { Weight = term.Weight * weights[i] } : term)];
    }
}
