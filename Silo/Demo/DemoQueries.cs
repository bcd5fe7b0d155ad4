using ClipGrid.Silo.Demo.Scenes;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>The queries that the demo asks by itself.</summary>
internal sealed class DemoQueries(DemoIndex index, SiloConsole console)
{
    private static readonly (string Text, string Remark)[] s_asked =
    [
        ("a red circle", "training never showed one"),
        ("two green stars", "training showed some"),
        ("three small pink hearts on a black background", "training showed pink hearts"),
        ("a blue square left of a green star", "training showed both, hardly ever together"),
    ];

    /// <summary>Asks them and prints what they find.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach ((string text, string remark) in s_asked)
            Write($"\"{text}\" ({remark})", await index.SearchAsync(text, DemoTable.HitCount, cancel));
        int heldOut = index.Scenes.Index().First(scene => scene.Item.Scene.Split == SceneSplit.HeldOut).Index;
        CaptionedScene like = index.Scenes[heldOut];
        Write($"pictures like {like.Key}, {like.Captions[0]}", index.SearchLike(heldOut, DemoTable.HitCount, cancel));
    }

    private void Write(string title, IReadOnlyList<DemoHit> hits)
    {
        console.Output.WriteLine();
        console.Output.WriteLine(title);
        DemoTable.Write(hits, console.Output);
    }
}
