using System.CommandLine;

namespace ClipGrid.Cli.Hosting;

/// <summary>A word that groups commands: <c>dataset add</c>, <c>dataset list</c>.</summary>
internal sealed class GroupCommand : Command, IHasExamples
{
    /// <summary>Groups commands; the help shows the first example of each.</summary>
    public GroupCommand(string name, string description, params GridCommand[] commands)
        : base(name, description)
    {
        foreach (GridCommand command in commands)
            Subcommands.Add(command);
        Examples = [.. commands.Select(command => command.Examples[0])];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; }
}
