using System.CommandLine;
using System.Text.Json;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using Spectre.Console;

namespace ClipGrid.Cli.Hosting;

/// <summary>One run of a command: its arguments, its grid, and where it writes.</summary>
internal sealed class CommandRun(CliConsole console, ParseResult parsed, ClipGridClientOptions options, bool isJson) : IAsyncDisposable
{
    private ClipGridClient? _client;

    /// <summary>Whether a machine reads the result.</summary>
    public bool IsJson => isJson;

    /// <summary>The world around.</summary>
    public CliConsole Console => console;

    /// <summary>How the grid is reached.</summary>
    public ClipGridClientOptions Options => options;

    /// <summary>The value of an option.</summary>
    public T Get<T>(Option<T> option) => parsed.GetValue(option)!;

    /// <summary>Whether an option stands in the command line, rather than having its usual value.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The value of an argument.</summary>
    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>The grid; connects at the first call.</summary>
    public async Task<ClipGridClient> ClientAsync(CancellationToken cancellationToken) => _client ??= await console.Connect(options, cancellationToken);

    /// <summary>Writes a result: as JSON, or as people read it.</summary>
    public void Write<T>(T result, Action<TextWriter> forPeople)
    {
        if (isJson)
            console.Output.WriteLine(JsonSerializer.Serialize(result, CliJson.Indented));
        else
            forPeople(console.Output);
    }

    /// <summary>Writes a line of a result that grows: one JSON value a line.</summary>
    public void WriteLine<T>(T result, string forPeople) => console.Output.WriteLine(isJson ? JsonSerializer.Serialize(result, CliJson.Line) : forPeople);

    /// <summary>Writes a table for people.</summary>
    public void Draw(TextTable table)
    {
        IAnsiConsole target = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(console.Output),
            Ansi = console.IsOutputTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = console.IsOutputTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        target.Profile.Width = console.IsOutputTerminal ? console.Width : 160;
        target.Write(table.ToSpectre());
    }

    /// <summary>Says something to people beside the result.</summary>
    public void Note(string sentence) => console.Error.WriteLine(Words.Line(sentence));

    /// <summary>Draws progress, on terminals only.</summary>
    public ProgressLine Progress() => new(console.Error, console.IsErrorTerminal && !isJson, console.Width);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_client is { } client)
            await client.DisposeAsync();
    }
}
