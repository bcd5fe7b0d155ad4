using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Errors;
using Xunit;

namespace ClipGrid.Cli.Tests.Hosting;

/// <summary>From a command line to an exit code.</summary>
[Trait("Check", "74")]
public sealed class ClipGridCommandTests
{
    public static TheoryData<string> Commands => [.. Paths(new RootOfCommands(new CliConsole { Output = TextWriter.Null, Error = TextWriter.Null }), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEveryCommand_ShowsAnExampleOfIt(string path)
    {
        Cli.Run run = await Cli.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Contains($"  clipgrid {path}", run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Example_OfEveryCommand_CanBeParsed()
    {
        RootOfCommands root = new(new CliConsole { Output = TextWriter.Null, Error = TextWriter.Null });
        string[] examples = [.. All(root).OfType<IHasExamples>().SelectMany(command => command.Examples)];

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(root.Parse(example["clipgrid ".Length..]).Errors));
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("dataset")]
    [InlineData("dataset add")]
    [InlineData("dataset add Not-A-Name .")]
    [InlineData("dataset add emoji . --format tarball")]
    [InlineData("dataset delete emoji")]
    [InlineData("dataset get emoji k --side 5")]
    [InlineData("dataset show emoji@0")]
    [InlineData("search emoji")]
    [InlineData("search emoji cat --filter label=")]
    [InlineData("search emoji cat --top many")]
    [InlineData("search emoji cat --weight 1 --weight 2")]
    [InlineData("search emoji --picture no-such-file.png")]
    [InlineData("train emoji --publish demo --steps 1 --batch 2")]
    [InlineData("train emoji --publish demo --steps 1 --batch 2 --preset a --base b")]
    [InlineData("train emoji --publish demo --preset a --batch 2")]
    [InlineData("train emoji --publish demo --preset a --steps 1")]
    [InlineData("train emoji --publish demo --preset a --steps 1 --batch 2 --loss best")]
    [InlineData("train emoji --publish demo --preset a --steps 1 --batch 2 --method guess")]
    [InlineData("train emoji --publish demo --preset a --steps 1 --batch 2 --mixtures 0.5,half")]
    [InlineData("train emoji --publish demo --preset a --steps 1 --batch 2 --lora-alpha 4")]
    [InlineData("train emoji --publish demo --preset a --steps 1 --batch 2 --device tpu")]
    [InlineData("train emoji --publish demo --preset a --steps 1 --batch 2 --evaluate-on Not-A-Name")]
    [InlineData("train emoji --publish demo --goal classification")]
    [InlineData("train emoji --publish demo --goal retrieval --preset a")]
    [InlineData("train emoji --publish demo --goal pretraining --base a")]
    [InlineData("train emoji --publish demo --goal sorting --base a")]
    [InlineData("suggest emoji")]
    [InlineData("session rate s1")]
    [InlineData("session rate s1 0")]
    [InlineData("session rate s1 101")]
    [InlineData("session pin s1")]
    [InlineData("session pin s1 newest")]
    [InlineData("session fork s1")]
    [InlineData("session fork s1 400 --preset a")]
    [InlineData("session events s1 --after -1")]
    [InlineData("model alias demo champion")]
    [InlineData("model alias demo champion latest --remove")]
    [InlineData("classify a.png --model demo --template x")]
    [InlineData("session watch a/b")]
    [InlineData("doctor --connect-timeout 0")]
    [InlineData("embed emoji")]
    public async Task Run_CommandLineThatCannotBeUnderstood_Is2WithASentence(string line)
    {
        Cli.Run run = await Cli.RunAsync(line.Split(' '));

        Assert.Equal((ExitCode.Misused, ""), (run.Code, run.Output));
        Assert.StartsWith("clipgrid: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search emoji cat --top many", "--top is \"many\": write a whole number. See clipgrid search --help.")]
    [InlineData("search emoji cat --min-score high", "--min-score is \"high\": write a number. See clipgrid search --help.")]
    [InlineData("session look", "There is no command \"look\": write one of list, watch, pause, resume, stop, cancel, rate, evaluate, events, checkpoints, pin, unpin, fork, clone. See clipgrid session --help.")]
    [InlineData("train emoji --publish demo --preset a", "How long shall it train, and on how many pairs at once? Give --steps and --batch, or --goal to have them chosen.")]
    [InlineData("session rate s1 -1", "The factor is -1: give one above 0 to 100, for example 0.5 for half the rate.")]
    [InlineData("dataset", "Which command? Write one of add, list, show, get, delete. See clipgrid dataset --help.")]
    public async Task Run_Misused_SaysWhatToWrite(string line, string sentence)
    {
        Cli.Run run = await Cli.RunAsync(line.Split(' '));

        Assert.Equal($"clipgrid: {sentence}\n", run.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Run_WrongFilter_NamesThePosition()
    {
        Cli.Run run = await Cli.RunAsync(["search", "emoji", "cat", "--filter", "label = cat dog"]);

        Assert.Contains("at character 13", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoGrid_Is1WithOneSentence()
    {
        Cli.Run run = await Cli.RunAsync(["dataset", "list", "--json"]);

        Assert.Equal((ExitCode.Failed, "", "clipgrid: No grid answered at 127.0.0.1:30000: start a silo.\n"), (run.Code, run.Output, run.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Run_EndpointOfTheEnvironment_IsUsedUnlessAnOptionSaysOtherwise()
    {
        Dictionary<string, string> variables = new() { ["CLIPGRID_ENDPOINT"] = "silo:1" };

        Assert.Contains("silo:1", (await Cli.RunAsync(["model", "list"], variables: variables)).Error, StringComparison.Ordinal);
        Assert.Contains("silo:2", (await Cli.RunAsync(["model", "list", "--endpoint", "silo:2"], variables: variables)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnexpectedException_Is1WithoutAStackTrace()
    {
        Cli.Run run = await Cli.RunAsync(["model", "list"], (_, _) => throw new InvalidOperationException("broken\nin two lines"));

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_Is130()
    {
        using CancellationTokenSource stop = new();
        Cli.Run run = await Cli.RunAsync(
            ["model", "list"],
            async (_, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                throw new GridException(GridProblem.Internal, "The token was not handed on.");
            },
            cancellationToken: stop.Token);

        Assert.Equal((ExitCode.Cancelled, "clipgrid: Cancelled.\n"), (run.Code, run.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Version_Asked_IsWritten() =>
        Assert.StartsWith("0.1.0", (await Cli.RunAsync(["--version"])).Output, StringComparison.Ordinal);

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(sub => Paths(sub, $"{path} {sub.Name}".Trim())).Prepend(path);
}
