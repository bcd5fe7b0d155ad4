using System.Text.Json;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cli;

/// <summary>Every subcommand once, as a process against a silo's process.</summary>
[Collection(typeof(FilledGrid))]
[Trait("Speed", "Slow")]
public sealed class CommandTests(CommandGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void AddTrainAndEmbed_OfTheEmoji_SayWhatTheyDid()
    {
        Assert.Equal("emoji@1: 200 items added, 0 unchanged, 0 refused.\n", grid.Added);
        Assert.Matches(@"(?m)^step 1  loss \d", grid.Trained);
        Assert.Matches(@"Session first: Completed, step 20 of 20, loss [\d.]+, published demo@[0-9a-f]{12}\.\n$", grid.Trained);
        Assert.Matches(@"^emoji@1 under demo@[0-9a-f]{12}: 200 of 200 items, 200 of them now \(Completed\)\.( [^\n]+)?\n$", grid.Embedded);
    }

    [Theory]
    [InlineData("doctor", "good  connection", "good  storage")]
    [InlineData("dataset list", "data set", "emoji")]
    [InlineData("dataset list zzz", "No data sets yet")]
    [InlineData("dataset show emoji --items 2", "captions.csv", "72x72 image/png")]
    [InlineData("dataset get emoji images/1f9c7.png", "waffle: breakfast", "group = food-drink")]
    [InlineData("model list", "demo", "ViT 32/8")]
    [InlineData("model show demo", "trained by session first on emoji@1, step 20", "latest")]
    [InlineData("session list", "first", "20/20")]
    [InlineData("session watch fir", "Session first: Completed")]
    [InlineData("embed emoji --model demo", "200 of 200 items, 0 of them now")]
    [InlineData("search emoji a red heart --top 3", "\n 3  ", "200 compared")]
    [InlineData("search emoji --like images/1f9c7.png --top 2", "199 compared")]
    [InlineData("search emoji waffle --without iron --captions --min-score -1", "200 compared")]
    [InlineData("search emoji waffle --filter group=nowhere", "no item fits the filter")]
    public async Task Run_ACommand_Is0AndSaysTheKeyThings(string line, params string[] words)
    {
        ChildResult run = await grid.RunAsync(line.Split(' '));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.All(words, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [InlineData("doctor --json")]
    [InlineData("dataset list --json")]
    [InlineData("dataset show emoji --items 5 --json")]
    [InlineData("dataset get emoji images/1f9c7.png --json")]
    [InlineData("model list --json")]
    [InlineData("model show demo --json")]
    [InlineData("session list --json")]
    [InlineData("embed emoji --model demo --json")]
    [InlineData("search emoji a red heart --json")]
    public async Task Run_WithJson_WritesOneJsonValueAndNothingElse(string line)
    {
        ChildResult run = await grid.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.NotEqual(JsonValueKind.Null, json.RootElement.ValueKind);
    }

    [Fact]
    public async Task SessionWatch_WithJson_WritesAValueALine()
    {
        ChildResult run = await grid.RunAsync("session", "watch", "first", "--json");

        JsonDocument[] lines = [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line))];
        Assert.Equal(Enumerable.Range(1, 20), lines[..^1].Select(line => line.RootElement.GetProperty("step").GetInt32()));
        Assert.Equal("Completed", lines[^1].RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Classify_Pictures_NamesAClassForEach()
    {
        ChildResult run = await grid.RunAsync("classify", CommandGrid.Picture, grid.ArchitectureFile, "--model", "demo", "--classes", grid.File("classes.txt"), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement[] pictures = [.. json.RootElement.GetProperty("pictures").EnumerateArray()];
        Assert.Equal(1, pictures[0].GetProperty("classes").EnumerateArray().Sum(one => one.GetProperty("probability").GetDouble()), 4);
        Assert.Contains("no picture", pictures[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatasetGet_ToFiles_WritesThePictureAsItCame()
    {
        await grid.DoAsync("dataset", "get", "emoji", $"images/{Path.GetFileName(CommandGrid.Picture)}", "--picture", grid.File("got.png"), "--thumbnail", grid.File("small.png"), "--captions", grid.File("got.txt"));

        Assert.Equal(await File.ReadAllBytesAsync(CommandGrid.Picture, Cancel), await File.ReadAllBytesAsync(grid.File("got.png"), Cancel));
        Assert.NotEmpty(await File.ReadAllBytesAsync(grid.File("small.png"), Cancel));
        Assert.NotEmpty(await File.ReadAllLinesAsync(grid.File("got.txt"), Cancel));
    }

    [Theory]
    [InlineData("hugging-face", "config.json", "model.safetensors")]
    [InlineData("open-clip", "open_clip_config.json", "open_clip_model.safetensors")]
    public async Task ModelExport_ThenImport_IsTheSameVersion(string layout, params string[] files)
    {
        string folder = grid.File(layout), name = $"again-{layout}";
        await grid.DoAsync("model", "export", "demo", folder, "--layout", layout);
        string imported = await grid.DoAsync("model", "import", name, folder);

        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
        using JsonDocument json = JsonDocument.Parse(await grid.DoAsync("model", "show", "demo", "--json"));
        string digest = json.RootElement.GetProperty("version").GetProperty("id").GetString()!.Split('@')[1];
        Assert.StartsWith($"{name}@{digest[..12]}: ViT 32/8", imported, StringComparison.Ordinal);
        ChildResult onto = await grid.RunAsync("model", "export", "demo", folder, "--layout", layout);
        Assert.Equal(1, onto.ExitCode);
    }

    [Fact]
    public async Task ModelAlias_Protected_MovesByForceOnlyAndIsInTheHistory()
    {
        Assert.EndsWith(", protected.\n", await grid.DoAsync("model", "alias", "demo", "champion", "latest", "--protect", "--reason", "<b>best</b>"), StringComparison.Ordinal);
        ChildResult refused = await grid.RunAsync("model", "alias", "demo", "champion", "--remove");
        AssertFails(refused, 1, "--force");
        Assert.Contains("<b>best</b>", await grid.DoAsync("model", "show", "demo"), StringComparison.Ordinal);
        Assert.Equal("demo@champion is removed.\n", await grid.DoAsync("model", "alias", "demo", "champion", "--remove", "--force"));
    }

    [Fact]
    public async Task SearchHtml_CaptionsWithMarkup_ShowsThemAsText()
    {
        string folder = Directory.CreateDirectory(grid.File("hostile")).FullName;
        File.Copy(CommandGrid.Picture, Path.Combine(folder, "a.png"), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "captions.csv"), "file_name,caption\na.png,\"<script>alert(1)</script> & <img src=x onerror=alert(2)>\"\n", Cancel);
        await grid.DoAsync("dataset", "add", "hostile", folder);
        await grid.DoAsync("embed", "hostile", "--model", "demo");
        await grid.DoAsync("search", "hostile", "<b>bold</b>", "--html", grid.File("hits.html"));

        string page = await File.ReadAllTextAsync(grid.File("hits.html"), Cancel);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img src=x onerror=alert(2)&gt;", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;bold&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal("hostile is deleted.\n", await grid.DoAsync("dataset", "delete", "hostile", "--yes"));
    }

    /// <summary>One sentence on standard error, nothing on standard output.</summary>
    internal static void AssertFails(ChildResult run, int exitCode, string word)
    {
        Assert.True(run.ExitCode == exitCode, run.ToString());
        Assert.Equal("", run.Output);
        string line = Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("clipgrid: ", line, StringComparison.Ordinal);
        Assert.Contains(word, line, StringComparison.Ordinal);
    }
}
