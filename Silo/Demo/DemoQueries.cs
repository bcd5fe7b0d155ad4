using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>The queries that the demo asks by itself.</summary>
internal sealed class DemoQueries(DemoIndex index, SiloConsole console)
{
    private static readonly (string Text, string Remark)[] s_asked =
    [
        ("a red circle", "training never showed one"),
        ("a green star", "training showed some"),
        ("a large yellow heart on a black background", "training showed some"),
        ("a picture of a brown square", "training never showed one"),
    ];

    /// <summary>Asks them and prints what they find.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach ((string text, string remark) in s_asked)
            Write($"\"{text}\" ({remark})", await index.SearchAsync(text, DemoTable.HitCount, cancel));
        DemoPicture picture = index.Pictures[0];
        Write($"pictures like {picture.File}, {picture.Captions[0]}", index.SearchLike(0, DemoTable.HitCount, cancel));
    }

    private void Write(string title, IReadOnlyList<DemoHit> hits)
    {
        console.Output.WriteLine();
        console.Output.WriteLine(title);
        DemoTable.Write(hits, console.Output);
    }
}
