namespace ClipGrid.Silo.Hosting;

/// <summary>What the command writes to.</summary>
internal sealed record SiloConsole
{
    /// <summary>Results and progress.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Why something could not be done.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True if a person looks at the output, so that a line of it may be rewritten.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>This process's own.</summary>
    public static SiloConsole OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        IsTerminal = !Console.IsOutputRedirected,
    };
}
