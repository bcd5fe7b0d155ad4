using System.Collections.Immutable;
using ClipGrid.Contracts.Search;
using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>The queries that the demo asks by itself.</summary>
internal sealed class DemoQueries(DemoSearch search, TextWriter output)
{
    private static readonly (string Text, string Remark)[] s_asked =
    [
        ("a red circle", "training never showed one"),
        ("two green stars", "training showed some"),
        ("three small pink hearts on a black background", "training showed pink hearts"),
        ("a blue square left of a green star", "training showed both, hardly ever together"),
    ];

    /// <summary>Asks them and prints what they find.</summary>
    public async Task RunAsync(CaptionedScene like, CancellationToken cancel)
    {
        foreach ((string text, string remark) in s_asked)
            Write($"\"{text}\" ({remark})", await search.ByTextAsync(text, DemoTable.HitCount, cancel));
        Write($"pictures like {like.Key}, {like.Captions[0]}", await search.LikeAsync(like.Key, DemoTable.HitCount, cancel));
    }

    private void Write(string title, ImmutableArray<SearchHit> hits)
    {
        output.WriteLine();
        output.WriteLine(title);
        DemoTable.Write(hits, output);
    }
}
