namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>How a child process ended and what it wrote.</summary>
internal sealed record ChildResult
{
    public required int ExitCode { get; init; }

    public required string Output { get; init; }

    public required string Error { get; init; }

    /// <summary>For the message of a failed assertion.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
