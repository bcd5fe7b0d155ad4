namespace ClipGrid.Cli.Hosting;

/// <summary>What the process says of itself at its end.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It failed; one sentence on standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Misused = 2;

    /// <summary>Ctrl+C: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
