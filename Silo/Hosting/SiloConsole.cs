namespace ClipGrid.Silo.Hosting;

/// <summary>What the command reads from and writes to.</summary>
internal sealed record SiloConsole
{
    /// <summary>What is typed.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Results and progress.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Why something could not be done.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True if a person looks at the output, so that a line of it may be rewritten.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>True if the input is typed, so that a terminal shows it beside the output.</summary>
    public required bool IsTyped { get; init; }

    /// <summary>This process's own.</summary>
    public static SiloConsole OfProcess() => new()
    {
        Input = Console.In,
        Output = Console.Out,
        Error = Console.Error,
        IsTerminal = !Console.IsOutputRedirected,
        IsTyped = !Console.IsInputRedirected,
    };
}
