using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using Xunit;

namespace ClipGrid.Cli.Tests;

/// <summary>Runs the command in this process.</summary>
internal static class Cli
{
    /// <summary>What a run left behind.</summary>
    internal sealed record Run(int Code, string Output, string Error);

    /// <summary>Runs a command line; where nothing else is given, no grid answers.</summary>
    public static async Task<Run> RunAsync(
        string[] args,
        Func<ClipGridClientOptions, CancellationToken, Task<ClipGridClient>>? connect = null,
        IReadOnlyDictionary<string, string>? variables = null,
        CancellationToken? cancellationToken = null)
    {
        StringWriter output = new();
        StringWriter error = new();
        CliConsole console = new()
        {
            Output = output,
            Error = error,
            Variable = name => variables?.GetValueOrDefault(name),
            Connect = connect ?? ((options, _) => throw new GridException(GridProblem.Unavailable, $"No grid answered at {options.Endpoint}: start a silo.")),
        };
        int code = await ClipGridCommand.RunAsync(args, console, cancellationToken ?? TestContext.Current.CancellationToken);
        return new Run(code, output.ToString(), error.ToString());
    }
}
