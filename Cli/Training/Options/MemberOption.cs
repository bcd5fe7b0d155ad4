using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>An option that sets members of a <see cref="SessionSpecification"/>.</summary>
internal abstract class MemberOption(Option option, params string[] members)
{
    /// <summary>The option.</summary>
    public Option Option => option;

    /// <summary>What the grid calls what it sets, in its sentences about what is wrong.</summary>
    public IReadOnlyList<string> Members => members;

    /// <summary>The specification as the command line wants it: as it was where the option is not given.</summary>
    public abstract SessionSpecification Apply(CommandRun run, SessionSpecification specification);

    /// <summary>The option as it would be typed for a specification, or null where that has the usual value.</summary>
    public abstract string? Shown(SessionSpecification specification);
}
