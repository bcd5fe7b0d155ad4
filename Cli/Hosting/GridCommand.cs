using System.CommandLine;
using ClipGrid.Contracts.Client;

namespace ClipGrid.Cli.Hosting;

/// <summary>A command that asks a grid.</summary>
internal abstract class GridCommand : Command, IHasExamples
{
    private readonly CliConsole _console;
    private readonly GlobalOptions _global;

    /// <summary>Names the command.</summary>
    protected GridCommand(CliConsole console, GlobalOptions global, string name, string description)
        : base(name, description)
    {
        (_console, _global) = (console, global);
        SetAction(InvokeAsync);
    }

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does it; returns an <see cref="ExitCode"/>.</summary>
    protected abstract Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken);

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ClipGridClientOptions options = _global.ToClientOptions(parsed);
        await using CommandRun run = new(_console, parsed, options, parsed.GetValue(_global.Json));
        return await RunAsync(run, cancellationToken);
    }
}
