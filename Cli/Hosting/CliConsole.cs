using ClipGrid.Contracts.Client;

namespace ClipGrid.Cli.Hosting;

/// <summary>What a command sees of the world around it.</summary>
internal sealed record CliConsole
{
    /// <summary>Results only.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Progress, warnings and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person reads <see cref="Output"/> on a terminal.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person reads <see cref="Error"/> on a terminal: only then progress is drawn.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Connects to a grid.</summary>
    public Func<ClipGridClientOptions, CancellationToken, Task<ClipGridClient>> Connect { get; init; } = ClipGridClient.ConnectAsync;

    /// <summary>That of this process.</summary>
    public static CliConsole OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? 100 : Math.Max(40, Console.WindowWidth),
        Variable = Environment.GetEnvironmentVariable,
    };
}
